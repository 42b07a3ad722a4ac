// What a programme's page does by itself: one film at a time; in a blind one, votes before names.
// Nothing is kept and nothing is sent: votes live in the page until they are saved as a file.
"use strict";

const films = [...document.querySelectorAll("video")];
const said = document.querySelector("#said");

for (const film of films) {
  film.addEventListener("play", () => films.forEach((other) => other !== film && other.pause()));
  if (film.textTracks.length) film.textTracks[0].mode = "showing";
}

/** Return the votes so far, in the order in which the films stand. */
function votes() {
  return [...document.querySelectorAll("article")].map((work, at) => {
    const chosen = work.querySelector(".scale input:checked");
    return { place: at + 1, film: work.dataset.film, title: work.dataset.title, vote: chosen ? Number(chosen.value) : null };
  });
}

/** Put what was sealed in its place: makers, statements, credits. The buttons go; the words stay in focus. */
function show(words) {
  for (const sealed of document.querySelectorAll("template.sealed")) {
    sealed.replaceWith(sealed.content.cloneNode(true));
  }
  document.querySelectorAll(".scale input").forEach((input) => (input.disabled = true));
  document.querySelectorAll(".until").forEach((element) => (element.hidden = true));
  said.textContent = words;
  said.focus();
}

/** Return a number for one file, drawn anew each time, so that a file that is handed in twice counts once. */
function drawn() {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Leave the votes on the visitor's own disk. */
function save(given) {
  const { title, order } = JSON.parse(document.querySelector("#programme").textContent);
  const words = JSON.stringify({ programme: title, ballot: drawn(), order, votes: given }, null, 1);
  const address = URL.createObjectURL(new Blob([words + "\n"], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "votes.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

document.querySelector("#save")?.addEventListener("click", () => {
  const given = votes();
  const cast = given.filter((one) => one.vote !== null).length;
  if (!cast) {
    said.textContent = "You haven't voted for any film yet. Choose a number under one, or show the names without a vote.";
    return;
  }
  save(given);
  show(`Saved as votes.json: ${cast} of ${given.length} films. The names are shown now, and the votes can't be changed any more.`);
});

document.querySelector("#skip")?.addEventListener("click", () => {
  show("The names are shown now. Nothing was saved.");
});
