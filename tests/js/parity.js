// Reads cases as JSON lines {edit, do, args, frames}, writes what the browser makes of each; or
// {time, base, rate}, and how the browser reads it.
import { createInterface } from "node:readline";
import { after } from "../../src/kuleshov/show/rooms/static/edit.js";
import { readRate, readTime } from "../../src/kuleshov/show/rooms/static/time.js";
import { Refused } from "../../src/kuleshov/show/rooms/static/plain.js";

for await (const line of createInterface({ input: process.stdin })) {
  const { edit, do: name, args, frames, clocks, time, base, rate } = JSON.parse(line);
  if (time !== undefined) {
    console.log(JSON.stringify(readTime(time, base, readRate(rate))));
    continue;
  }
  let answer;
  try {
    answer = { edit: after(edit, name, args, (take) => frames[take], (take) => clocks[take] ?? null) };
  } catch (problem) {
    if (!(problem instanceof Refused)) throw problem;
    answer = { refused: problem.message };
  }
  console.log(JSON.stringify(answer));
}
