# %% [markdown]
# # 10 Who made this?
#
# Here is a coast that nobody filmed. There is something on the rocks.
#
# ![A still in warm evening light: a wave breaks before a brown slope of stone; lower left, on a dark boulder, lie pale shapes in a row.](images/10-coast.jpg)
#
# *Claim under test: what matters about a clip is not whether it was made from "100% artisan, organic, not-nicked-from-anyone content". Before you can say that it doesn't matter, you must be able to tell. So: from a film, or from its file, one can tell whose it is. It would be wrong if neither the pictures nor the file knew.*
#
# About 60 minutes, ten minutes less without the two functions; a cell that needs one says so, and all else goes on. You need lesson 00. The trade's words are in the [glossary](glossary.md).

# %%
from pathlib import Path

import kuleshov as ku
from kuleshov.errors import Refused
from kuleshov.lessons import lesson_10

rushes = ku.rushes("understudy")
fetched = ku.fetch_lesson("lesson-10", progress=False)  # 1 MB

# %% [markdown]
# ## Watch first
#
# Two clips by one generator, AnimateDiff, two seconds each. It was asked for a camera move: down in the first, in and to the left in the second. Watch the rocks and not the sea.

# %%
coast = lesson_10.coasts(fetched)
ku.side_by_side(**coast)

# %%
lesson_10.rocks()

# %% [markdown]
# Write down the letters that you are sure of, frame by frame. Do they stay the same? Do they stay where they are, as the clip's edge does, or do they go with the stone?
#
# ## What follows?
#
# Below are six conclusions. Write "follows", "may be" or "no" behind each, before you run the cell. Be strict: something *follows* only if you can't think of another way how the letters could have come there.

# %%
mine = {
    "learnt": "",  # The model was shown pictures with lettering laid over them.
    "stamped": "",  # Somebody laid the lettering over the finished clip.
    "copied": "",  # This coast is a copy of one picture that somebody took.
    "whose": "",  # The letters tell whose pictures the model learnt from.
    "allowed": "",  # The model's makers had no right to those pictures.
    "clean": "",  # A clip without letters comes from a model that learnt from nobody's pictures.
}
lesson_10.conclusions(mine)

# %% [markdown]
# One of six follows. So the picture says *something* of where it comes from, and less than it seems to at first. And it says it by accident. We looked through all seven clips of this set that can be had, and saw letters in all of them, in two only faintly.
#
# ## Predict
#
# The file, then. A file can say in so many words that a model made it: there are at least three ways, and some laws ask for one. We read every file of our catalogue that could be had, 63 of them. 57 were made by generators, from 2023 to 2025. How many of the 57 say so?

# %%
ku.predict("files that say a model made them", 30)

# %% [markdown]
# ## Do it: a mark, put in and taken out
#
# Look at one file first, yours: a small cut.

# %%
cut = ku.Cut("Two lamps", rushes=rushes).add("4A-1", "12.0", "14.0").add("5A-1", "13.5", "15.0")
film = cut.render("two-lamps.mp4")
ku.traces(film)

# %% [markdown]
# A **trace** is anything in a file that says something of who made it. "Lavf" is the program that packed the pictures into a file. Now write into a copy, in five places, that a model made it. It is not true, and nothing stops you.

# %%
said = {
    "source_type": "trainedAlgorithmicMedia",  # the word of the press agencies (IPTC)
    "aigc": {
        "Label": "1",
        "ContentProducer": "Dream-o-matic",
    },  # the label that China's law asks for
    "tool": "Dream-o-matic 3",
    "notes": {"comment": "two lamps by night, sad", "com.apple.quicktime.model": "iPhone 15"},
}
marked = ku.leave_traces(film, Path(film.path).with_name("marked.mp4"), replace=True, **said)
ku.traces(marked)

# %% [markdown]
# **Yours, 1.** Where do these words stand? A film file is a long row of bytes, and some of them are letters. You get the bytes, and a word as bytes. Return every place at which the word begins, counted from 0, as a list.
#
# <details><summary>A hint</summary>
#
# `held.find(word)` gives the first place, and -1 where there is none. `held.find(word, start)` begins to look at `start`. Begin with `places = []` and `at = held.find(word)`. While `at` isn't -1, put it into the list (`places.append(at)`), and look on from `at + 1`.
#
# </details>


# %%
def where_it_says(held, word):
    """Return the places in `held` at which `word` begins."""
    ### BEGIN SOLUTION
    places = []
    at = held.find(word)
    while at != -1:
        places.append(at)
        at = held.find(word, at + 1)
    return places
    ### END SOLUTION


# %%
ku.check("10 where it says", where_it_says)

# %%
held = Path(marked).read_bytes()
for word in (b"trainedAlgorithmicMedia", b"Dream-o-matic", b"iPhone"):
    print(f"{word.decode():24} at {where_it_says(held, word)} of {len(held):,} bytes")

# %% [markdown]
# So that is a mark: letters, where a reader looks for letters. Now a plain copy: the same pictures and the same sound, byte for byte, in another file, as a program for cutting or a site for uploading may write it. Of the lines in the table above, how many will the copy still have?

# %%
ku.predict("lines that are left in a plain copy", 4)

# %%
copied = lesson_10.plain_copy(marked, Path(marked).with_name("copied.mp4"))
emptied = ku.remove_traces(marked, Path(marked).with_name("emptied.mp4"), replace=True)
lesson_10.what_each_says({"marked": marked, "a plain copy": copied, "emptied": emptied})

# %%
ku.predict("lines that are left in a plain copy").compare(len(ku.traces(copied)))

# %% [markdown]
# What is left is the name of the program that made the copy. Nobody wanted to hide anything. And now the catalogue.

# %%
ku.predict("files that say a model made them").compare(0)

# %%
lesson_10.what_files_say()

# %% [markdown]
# None. Nobody knows whether one of them ever did: a plain copy on its way to a web page would have been enough. The programs named are packers, nearly always the same one, for films by people and by models alike. So a file that says nothing says nothing.
#
# ## Do it: sign it
#
# If words can be forged, let them be signed. **Content Credentials** (C2PA) are a claim about a film, with a signature over claim and film. There are three questions, and they have three answers. What does it *claim*? Does the claim *hold*, so was nothing changed since? Is the *signer* somebody you know? Take a film that our own generator made, and sign it as filmed by a camera, in the name of a dead man. (As it came, the kit would refuse: the file itself says that a model made it. So empty it first.)

# %%
dreamt = ku.generate("4A", "the flicker", seconds=3, seed=1)
bare = ku.remove_traces(dreamt, Path(dreamt.path).with_name("bare.mp4"), replace=True)
lesson_10.signed_copy(bare, Path(bare).with_name("signed.mp4"), "Lev Kuleshov")

# %% [markdown]
# It holds. It is a lie, and it holds: the signature guards the lie from being changed. What you may learn from credentials is who says so, if you know that somebody. Nobody knows this one.
#
# If one byte of the signed film is changed, one of the three answers becomes another: *claim*, *hold* or *signer*? (If you have the extra, try it: read the bytes, change one in the middle, write them to another file, and ask `ku.traces`.)

# %%
changed = ""
ku.check("10 one byte", changed)

# %% [markdown]
# ## Where the eye and the number disagree
#
# In that film there are no letters on any rock. It looks like nobody's. But this time we have what the coast lacks: all the pictures that the generator learnt from. So each of its pictures can be held against each of those, and the nearest named.

# %%
near = ku.nearest(dreamt)
near.pairs()

# %%
print(near.finding)
print(f"A second take: {ku.nearest(rushes['4A-2']).finding}")

# %% [markdown]
# Above a picture that nobody filmed, below one that somebody made, with a distance in grey levels (0 would be the very same). Of the two generated films on this page, the eye suspects the one with the letters, and of that one nobody can show you the original. The one that looks innocent lies this close to ours.
#
# And the second line warns you. 4A-2 is a second performance, by the same lamp before the same wall: by the half it lies nearer still. Near is not nicked. Whether it is depends on who was asked, and that is in no pixel: we made those takes, and we gave them to be learnt from. If they were yours, and nobody had asked?
#
# Nor is it only a matter for machines. Our datasheet says of the lamps: "A desk lamp that acts has a famous ancestor in computer animation: Pixar's short film *Luxo Jr.* (John Lasseter, 1986), two lamps, a large one and a small one, and a ball. Ours took from it that a lamp can act without a face." No number finds that. Homage, or theft? Somebody said it, or you wouldn't know.
#
# ## Do it: papers
#
# So it must be written down, by whoever knows, while they know. That is the **ledger**: who made a clip, with what, from whose pictures, who can be recognised in it (**likeness**), who agreed (**consent**), and on what terms it may be shown. This lies in your studio as text. The kit wrote papers for what it generated, as it was made. Then you emptied the file, and now nobody knows it. You do. Fill in what you know of it, field by field, and leave open what you don't. (Or take a clip of your own, and write it here and below: `bare = ku.import_footage("my-clip.mp4")[0].clip`.)

# %%
bare = ku.Clip(bare)
ku.ledger.form(bare)

# %% [markdown]
# **Yours, 2.** What is an answer? You get facts with their answers, as a mapping. Return the names of those that nobody answered, as a list, in their order. Nothing is no answer, nor are blanks, nor "unknown" nor "?", in small letters or large. "None" and "not shown by the tool" are answers: somebody looked.
#
# <details><summary>A hint</summary>
#
# `for name, answer in facts.items():` goes through them. `answer.strip().lower()` takes blanks off and makes letters small. `x in ("", "unknown", "?")` asks whether x is one of three.
#
# </details>


# %%
def unanswered(facts):
    """Return the names of the facts that nobody answered."""
    ### BEGIN SOLUTION
    return [
        name for name, answer in facts.items() if answer.strip().lower() in ("", "unknown", "?")
    ]
    ### END SOLUTION


# %%
ku.check("10 unanswered", unanswered)

# %% [markdown]
# ## Measure: your roll
#
# Now a film of three sources: a take, the emptied piece, and the coast, which you have by its licence, Apache-2.0. A title of yours, and off it goes to a festival. How many gaps will its papers have?

# %%
short = ku.Cut("Who made this", rushes=rushes)
short.add("4A-1", "12.0", "14.0").add(bare, 0.5, 2.0).add(coast["tilt down"], 0.0, 1.5)
ku.predict("gaps in my papers", 0)

# %%
shown = short.render("who-made-this.mp4")
ku.credits(shown)

# %%
papers = ku.papers(shown)
ku.predict("gaps in my papers").compare(len(papers.gaps))

# %%
papers

# %% [markdown]
# That is your film. The roll is what an audience is owed; the papers are what a festival asks, or a court. Read the line under *Not known* once more: it would run over the screen, under your title.
#
# Whom could you ask? Your own name you know. What stands open of the coast isn't yours to answer: it is known to nine people who wrote a paper, and some of it, perhaps, to nobody. And look at what *is* answered there. The licence file beside that clip says Apache-2.0, which allows nearly everything. The page above it says: "This project is released for academic use." Which of the two is meant for a clip on that page?
#
# Missing papers stop nothing that you do for yourself: you may play it, cut it, measure it. They stop one thing.

# %%
try:
    ku.publish(shown, Path(shown.path).parent / "festival")
except Refused as why:
    print(why)

# %% [markdown]
# You can ask, and wait. You can write "not known, asked on 2026-11-28" into the ledger: then everybody sees that you looked. Or you can leave it out. Here is the last of the three: without the coast, and with the generator's film as it came, papers and all. Put your name in.

# %%
ours = ku.Cut("Who made this, without the coast", rushes=rushes)
ours.add("4A-1", "12.0", "14.0").add(dreamt, 0.5, 2.0)
mine_alone = ours.render("without-the-coast.mp4")
ku.ledger.fill(mine_alone, made_by="a student of this course")
ku.papers(mine_alone)

# %%
ku.publish(mine_alone, Path(mine_alone.path).parent / "festival", replace=True)

# %% [markdown]
# The film, its roll and its papers lie in one folder now. Is it "not nicked from anyone"? It says whose it is, line by line, and who could be asked. That is all that anybody can check.
#
# ## In your words
#
# Three sentences about the film with the coast: what the eye says of who made it, what the file says, and what the papers say. A timecode in square brackets shows its frame. The three below are ours: write yours in their place.

# %%
words = """
At [short@00:00:00:00] a lamp, by people; I know it because they say so.
At [short@00:00:03:00] a lamp that nobody moved, and I would not have seen it.
At [short@00:00:04:12] a coast, and letters: the only shot that gives itself away, and the only one whose papers are empty.
"""
ku.critique(words, short=shown)

# %% [markdown]
# ## Check yourself
#
# Your two functions and the one byte are checked above.
#
# What may you say now? From pictures alone, a suspicion. From a file, what somebody wrote there, and with a signature, that nobody changed it since. Whose it is stands in none of the two. People know it, for a while.
#
# ## Go further
#
# - Read the files of your own telephone with `ku.traces("IMG_0001.MOV")`. What do you send along with every film?
# - `ku.side_by_side(ku.fetch("g_ad_zoom_in"), ku.fetch("g_ad_roll_clockwise"))`: find the letters in the two clips in which they are faint.
# - Take a clip from a generator that you use, by the steps in docs/bring-a-clip.md, before and after you send it to a friend. Which traces arrive?
# - Run `ku.nearest` over four seeds of one beat. Is there one that you would call new?
# - Write the papers of a film that you love: who agreed, to what?
#
# ## Sources
#
# - "100% artisan, organic, not-nicked-from-anyone content": Carrie Marshall, TechRadar, February 2026, who says that such content would "still be slop".
# - The coast: Guo, Yang, Rao, Liang, Wang, Qiao, Agrawala, Lin, Dai, AnimateDiff, its repository and its README, read on 2026-11-28, where both the watermarks "in the training dataset" (of version 3; these clips are by version 2) and the words on academic use stand. That the letters read as they do is what we saw.
# - What 63 files say: `ku.traces` on each, in `src/kuleshov/lessons/lesson_10.csv`; a test reads them again, and exiftool beside it. What marks there are, and which laws ask for them: docs/traces.md.
# - Content Credentials: the C2PA's own library, which signs and reads here, where it is installed.
# - *Luxo Jr.*: the datasheet of the rushes, `datasets/rushes/understudy/README.md`.
# - What the generator learnt, and what it remembers: docs/generator.md.
# - `course/images/10-make.py` makes the pictures; whose they are stands in `course/images/10-sources.md`.
