/** Small helpers for elements. */

/**
 * Make an element. Properties that begin with "on" are listeners, "class", "style" and names with
 * a dash are attributes, everything else is set as a property.
 * @param {string} tag
 * @param {Record<string, any>} [props]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {any}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (/^(class|style|role|for|type|list|tabindex)$|-/.test(name)) element.setAttribute(name, value === true ? "" : value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** An icon drawn with strokes in a box of 16 by 16. */
export function icon(path, filled = false) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", filled ? "ku-icon ku-filled" : "ku-icon");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** A button that shows an icon and says its name; one with a command is told its key by nameKeys(). */
export function iconButton(path, name, onclick, { filled = false, key = "", command = "", ...rest } = {}) {
  const title = key ? `${name} (${key})` : name;
  const named = command ? { "data-command": command, "data-words": name } : {};
  return h("button", { type: "button", class: "ku-button", title, "aria-label": title, onclick, ...named, ...rest }, icon(path, filled));
}

/**
 * Size a canvas to its box in device pixels and return its context, scaled to CSS pixels.
 * @returns {any} its `ratio` is that of device pixels to CSS pixels, `fresh` whether it is empty
 */
export function context(canvas, width, height, { clear = true } = {}) {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const pen = canvas.getContext("2d");
  pen.ratio = ratio;
  pen.fresh = canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio);
  if (pen.fresh) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  if (clear) pen.clearRect(0, 0, width, height);
  return pen;
}

/**
 * Place an entry of a list over what is drawn, and say what it is. Only what has changed is
 * written: with hundreds of entries the rest costs more than a frame.
 */
export function placeOption(box, left, width, selected, words) {
  const now = [`${left}px`, `${width}px`, String(selected), words];
  const was = box.placed ?? [];
  box.placed = now;
  if (now[0] !== was[0]) box.style.left = now[0];
  if (now[1] !== was[1]) box.style.width = now[1];
  if (now[2] !== was[2]) box.setAttribute("aria-selected", now[2]);
  if (now[3] !== was[3]) box.setAttribute("aria-label", words);
}

/**
 * Call a function at most once a frame of the screen; `after` so many ms, where the hand waits for
 * something else that is drawn at once.
 */
export function oncePerFrame(work, after = 0) {
  let waiting = false;
  const frame = () => requestAnimationFrame(() => {
    waiting = false;
    work();
  });
  return () => {
    if (waiting) return;
    waiting = true;
    if (after) setTimeout(frame, after);
    else frame();
  };
}

/** Call a function when the next frame of the screen has been drawn; soon, where none is drawn. */
export function afterFrame(work) {
  let done = false;
  const once = () => {
    if (!done) work();
    done = true;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, 100);
}
