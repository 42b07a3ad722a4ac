/** Whether Python works, rests or is gone, as the notebook around a room knows it. */

const GONE = new Set(["restarting", "autorestarting", "terminating", "dead"]);

/**
 * Follow the kernel of a widget's model. A front end that shows its kernel to widgets (JupyterLab,
 * Notebook 7) lets us tell Python that works on another cell from Python that is gone.
 * @returns {() => "busy" | "idle" | "gone" | "unknown"}
 */
export function kernelOf(model) {
  const kernel = model.widget_manager?.kernel;
  if (!kernel?.status) return () => "unknown";
  let gone = false; // once restarted, this room's Python does not come back: its cell makes another
  kernel.statusChanged?.connect((_, status) => { gone ||= GONE.has(status); });
  return () => {
    if (gone || kernel.isDisposed || GONE.has(kernel.status)) return "gone";
    return kernel.status === "idle" ? "idle" : "busy";
  };
}
