import assert from "node:assert/strict";
import { test } from "node:test";
import { kernelOf } from "../../src/kuleshov/show/rooms/static/kernel.js";

function lab(status = "idle") {
  const told = [];
  const kernel = { status, statusChanged: { connect: (slot) => told.push(slot) } };
  const become = (next) => { kernel.status = next; for (const slot of told) slot(kernel, next); };
  return { state: kernelOf({ widget_manager: { kernel } }), become, kernel };
}

test("a kernel works, rests, and works again", () => {
  const { state, become } = lab();
  assert.equal(state(), "idle");
  become("busy");
  assert.equal(state(), "busy");
  become("idle");
  assert.equal(state(), "idle");
});

test("a kernel that starts is at work", () => {
  assert.equal(lab("starting").state(), "busy");
});

for (const status of ["restarting", "autorestarting", "terminating", "dead"]) {
  test(`a room's Python is gone once the kernel was ${status}, though another rests in its place`, () => {
    const { state, become } = lab();
    become(status);
    assert.equal(state(), "gone");
    become("starting");
    become("idle");
    assert.equal(state(), "gone");
  });
}

test("a kernel that was shut down is gone", () => {
  const { state, kernel } = lab();
  kernel.isDisposed = true;
  assert.equal(state(), "gone");
});

test("where the notebook shows no kernel nothing is claimed", () => {
  for (const model of [{}, { widget_manager: {} }, { widget_manager: { kernel: null } }]) assert.equal(kernelOf(model)(), "unknown");
});
