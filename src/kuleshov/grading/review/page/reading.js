// A level that is chosen is saved at once; a comment when its field is left. Nothing else runs here.
const said = document.getElementById("said");
const film = document.querySelector("video");

async function save(article) {
  const chosen = article.querySelector("input:checked");
  if (!chosen) return;
  const mark = {
    cell: article.dataset.cell,
    level: chosen.value,
    comment: article.querySelector("textarea").value,
  };
  try {
    const answer = await fetch(location.pathname, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(mark),
    });
    const words = await answer.text();
    if (answer.ok) article.className = "done";
    tell(words, !answer.ok);
  } catch {
    tell("Not saved: `kuleshov class read` has stopped. Start it again and choose once more.", true);
  }
}

function tell(words, bad) {
  said.textContent = words;
  said.className = bad ? "bad" : "";
}

for (const article of document.querySelectorAll("article")) {
  article.addEventListener("change", () => save(article));
}
for (const still of document.querySelectorAll(".still")) {
  still.addEventListener("click", () => {
    film.pause();
    film.currentTime = (Number(still.dataset.frame) + 0.5) / Number(film.dataset.rate);
    film.scrollIntoView({ block: "nearest" });
  });
}
for (const moment of document.querySelectorAll(".at")) {
  moment.addEventListener("click", () => {
    film.pause();
    film.currentTime = Number(moment.dataset.second);
    film.scrollIntoView({ block: "nearest" });
  });
}
