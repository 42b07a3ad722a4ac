/**
 * The notebook around the room: the cell that holds the edit's text, the browser's own memory,
 * and the server's files. All of it may be missing (another front end): then the room says what
 * to paste, and Python's file is what is kept.
 */
import { serverOf } from "./delivery.js";

const MAGIC = "# kuleshov edit";

/** Find the notebook that a model lives in; null where the front end doesn't tell. */
export function notebookOf(model) {
  try {
    const context = model.widget_manager?.context;
    const shared = context?.model?.sharedModel;
    return shared?.cells && typeof shared.insertCell === "function" ? { context, shared } : null;
  } catch {
    return null;
  }
}

/** Match `name = ku.Cut.from_text("""...""")`: before, text, quotes, after. */
function pattern(name) {
  const escaped = name.replace(/[^\w]/g, "");
  return new RegExp(`((?:^|\\n)[ \\t]*${escaped}[ \\t]*=[ \\t]*(?:\\w+\\.)*Cut\\.from_text\\(\\s*)[rR]?("""|''')([\\s\\S]*?)\\2`);
}

/** Write text so that it can stand between three quotation marks. */
export function quotable(text, quotes) {
  return text.replace(/\\/g, "\\\\").replaceAll(quotes, quotes.replace(/./g, "\\$&"));
}

/**
 * Put an edit's text into a cell's source, in the place of the text that stands there; lines of
 * comment that the student wrote are kept on top.
 * @returns {string | null} null where the cell holds no such edit
 */
export function withText(source, name, text) {
  const found = pattern(name).exec(source);
  if (!found) return null;
  const [whole, head, quotes, old] = found;
  const comments = old.split("\n").filter((line) => /^\s*#/.test(line) && !line.includes(MAGIC));
  const [magic, ...rest] = text.trimEnd().split("\n");
  const body = quotable([magic, ...comments.map((line) => line.trim()), ...rest].join("\n"), quotes);
  const start = found.index;
  return `${source.slice(0, start)}${head}${quotes}\n${body}\n${quotes}${source.slice(start + whole.length)}`;
}

/** The code of a cell of its own. */
export function cellOf(names, text) {
  return `${names.cut} = ku.Cut.from_text(\n    """\n${quotable(text.trimEnd(), '"""')}\n""",\n    ${names.rushes},\n)`;
}

const source = (cell) => (cell.getSource ? cell.getSource() : cell.source);
const isCode = (cell) => cell.cell_type === "code";
const isLocked = (cell) => cell.getMetadata?.()?.editable === false;

/** Write the edit into its own cell. @returns {boolean} whether there is one */
export function writeCell(notebook, name, text) {
  if (!notebook) return false;
  for (const cell of notebook.shared.cells) {
    if (!isCode(cell) || isLocked(cell)) continue;
    const next = withText(source(cell), name, text);
    if (next === null) continue;
    if (next !== source(cell)) cell.setSource(next);
    return true;
  }
  return false;
}

/** Whether there is a cell that holds the edit's text. */
export function hasCell(notebook, name) {
  return Boolean(notebook?.shared.cells.some((cell) => isCode(cell) && !isLocked(cell) && pattern(name).test(source(cell))));
}

/** Put a new cell with the edit's text above the room's own. @returns {boolean} */
export function addCell(notebook, room, names, text) {
  if (!notebook) return false;
  const { cells } = notebook.shared;
  const place = cells.findIndex((cell) => isCode(cell) && JSON.stringify(cell.outputs ?? cell.getOutputs?.() ?? []).includes(room));
  notebook.shared.insertCell(Math.max(0, place), { cell_type: "code", source: cellOf(names, text), metadata: {}, outputs: [] });
  return true;
}

export async function saveNotebook(notebook) {
  if (!notebook?.context?.save) return false;
  await notebook.context.save();
  return true;
}

// The browser's own memory

const KEY = "kuleshov-room:";

/** Keep a tab's record: two tabs may go on from the same state while Python is away. */
export function remember(tab, record) {
  try {
    localStorage.setItem(`${KEY}${record.lineage}:${tab}`, JSON.stringify(record));
  } catch { /* a full or forbidden memory: Python's file remains */ }
}

/** What all tabs kept of an edit, and how to forget it once Python has it. */
export function remembered(lineage) {
  const kept = [];
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(`${KEY}${lineage}:`))) kept.push({ key, text: localStorage.getItem(key) });
  } catch { /* forbidden */ }
  const records = kept.flatMap(({ text }) => {
    try {
      return [JSON.parse(text)];
    } catch {
      return [];
    }
  });
  const forget = () => {
    for (const { key, text } of kept) if (localStorage.getItem(key) === text) localStorage.removeItem(key);
  };
  return { records, forget };
}

/** As the page is closed: let the server write the tab's record beside Python's, without Python. */
export function leave(place, tab, home, record) {
  const path = place.replace(/\.browser\.json$/, `.${tab}.browser.json`);
  const server = serverOf();
  if (!server || !path) return;
  const root = server.root.replace(/^~(?=\/|$)/, home).replace(/\/+$/, "");
  if (!path.startsWith(`${root}/`)) return;
  const address = path.slice(root.length + 1).split("/").map(encodeURIComponent).join("/");
  const token = /(?:^|; *)_xsrf=([^;]+)/.exec(document.cookie)?.[1];
  fetch(`${server.base.replace(/\/+$/, "")}/api/contents/${address}`, {
    method: "PUT",
    keepalive: true,
    headers: { "Content-Type": "application/json", ...(token ? { "X-XSRFToken": token } : {}) },
    body: JSON.stringify({ type: "file", format: "text", content: JSON.stringify(record) }),
  }).catch(() => {});
}
