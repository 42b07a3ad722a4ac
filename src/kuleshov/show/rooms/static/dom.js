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

/** Size a canvas to its box in device pixels and return its context, scaled to CSS pixels. */
export function context(canvas, width, height) {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  return pen;
}

/** Call a function at most once a frame of the screen. */
export function oncePerFrame(work) {
  let waiting = 0;
  return () => {
    if (!waiting) {
      waiting = requestAnimationFrame(() => {
        waiting = 0;
        work();
      });
    }
  };
}
