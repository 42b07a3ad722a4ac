# %% [markdown]
# # 10 Who made this?
#
# Here is a coast that nobody filmed. There is something on the rocks.
#
# ![A still in warm evening light: a wave breaks before a brown slope of stone; lower left, on a dark boulder, lie pale shapes in a row.](images/10-coast.jpg)
#
# *Claim under test: "100% artisan, organic, not-nicked-from-anyone content" can be told from the other kind, by its pictures or by its file. It would be wrong if neither gave an answer.*
#
# About 70 minutes, ten less without writing the one function; a cell that needs it says so, and all else goes on. You need lesson 00. The trade's words are in the [glossary](glossary.md).

# %%
from pathlib import Path

import kuleshov as ku
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
# Below are five conclusions. Write "follows", "may be" or "no" behind each, before you run the cell. Something *follows* if it can't be otherwise; *may be* leaves another way open; *no* is wrong as a rule.

# %%
mine = {
    "learnt": "",  # The model was shown pictures with lettering laid over them.
    "stamped": "",  # Somebody laid the lettering over the finished clip.
    "copied": "",  # This coast is a copy of one picture that somebody took.
    "whose": "",  # The letters tell whose pictures the model learnt from.
    "clean": "",  # A clip without letters comes from a model that learnt from nobody's pictures.
}
lesson_10.conclusions(mine)

# %% [markdown]
# (We saw the letters go with the stone, more or less: up in the first clip, to the right in the second. In the first they turn into others on the way.)
#
# From the pictures alone, none follows. The first is close to settled all the same, by people who know: those who made the model, of its next version. And the pictures gave the hint by accident. We looked through all seven clips of this set that can be had, and saw letters in all of them, in two only late or faintly.
#
# ## Predict
#
# The file, then. A file can say in so many words that a model made it: by the *source type* of the press agencies, by the label that China's law asks for, by signed Content Credentials. We read every file of our catalogue that could be had, 63 of them. 57 were made by generators. How many of the 57 say so?

# %%
ku.predict("files that say a model made them", 30)

# %%
said = lesson_10.what_files_say()
said

# %%
ku.predict("files that say a model made them").compare(int(said.iloc[0, 0]))

# %% [markdown]
# FFmpeg is a program that packs films into files. Its name stands in films by people and in films by models. (The seven that say nothing at all are the seven coasts. They came as GIFs.) Did the others never say it? Try what a file can hold.
#
# ## Do it: a mark
#
# Look at one file first, yours: a small cut.

# %%
cut = ku.Cut("Two lamps", rushes=rushes).add("4A-1", "12.0", "14.0").add("5A-1", "13.5", "15.0")
film = cut.render("two-lamps.mp4")
ku.traces(film)

# %% [markdown]
# A **trace** is anything in a file that says something of who made it. "Lavf" is FFmpeg; "kuleshov edit" and a number say which edit this was cut by. Now write five lines into a copy that aren't true. Two say that a model made it (`trainedAlgorithmicMedia` is the word of the press agencies for that), one names a tool, one gives a prompt, and one says that a telephone filmed it. Nothing stops you. (Your prompt takes the place of the edit's number. The last column is for programs: skip it.)

# %%
untrue = {
    "source_type": "trainedAlgorithmicMedia",
    "aigc": {
        "Label": "1",
        "ContentProducer": "Dream-o-matic",
    },  # the label that China's law asks for
    "tool": "Dream-o-matic 3",
    "notes": {"comment": "two lamps by night, sad", "com.apple.quicktime.model": "iPhone 15"},
}
marked = ku.leave_traces(film, Path(film.path).with_name("marked.mp4"), replace=True, **untrue)
ku.traces(marked)

# %% [markdown]
# **Yours.** Where do these words stand? A film file is a long row of bytes, and some of them are letters. You get the bytes, and a word as bytes. Return every place at which the word begins, counted from 0, as a list.
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
held = lesson_10.held(marked)
for word in (b"trainedAlgorithmicMedia", b"Dream-o-matic", b"iPhone"):
    print(f"{word.decode():24} at {where_it_says(held, word)} of {len(held):,} bytes")

# %% [markdown]
# So that is a mark: letters, where a reader looks for letters. Now a plain copy: the same pictures and the same sound, byte for byte, packed into another file. The marked film has eight lines. How many will its copy have?

# %%
ku.predict("lines in a plain copy", 4)

# %%
copied = lesson_10.plain_copy(marked, Path(marked).with_name("copied.mp4"))
emptied = ku.remove_traces(marked, Path(marked).with_name("emptied.mp4"), replace=True)
lesson_10.what_each_says({"marked": marked, "a plain copy": copied, "emptied": emptied})

# %%
ku.predict("lines in a plain copy").compare(len(ku.traces(copied)))

# %% [markdown]
# One line. It looks like the old one, and is another: the program that packed the copy wrote its own name in, and it is the same program. (Others hand on a title and a comment. docs/traces.md has what we tried: the lines that name a model, a law's label or a telephone were lost each time.) `ku.remove_traces` takes out even the packer's name. Nobody wanted to hide anything. So nobody knows whether one of the 57 ever said what it is: one plain copy on its way to a web page would have been enough. A file that says nothing says nothing.
#
# ## Do it: sign it
#
# If words can be forged, let them be signed. **Content Credentials** (C2PA) are a claim about a film, with a signature over claim and film. There are three questions, and they have three answers. What does it *claim*? Does the signature *hold*? Is the *signer* somebody you know? Here is a film that our own generator made.

# %%
dreamt = ku.generate("4A", "the flicker", seconds=3, seed=1)
ku.side_by_side(generated=dreamt)

# %% [markdown]
# Sign it as filmed by a camera, in the name of a dead man. (As it came, the kit would refuse: the file itself says that a model made it. So empty it first.) Then somebody else gets hold of it, and changes one byte of a picture. Which of the three answers becomes another? Write "claim", "hold" or "signer".

# %%
ku.predict("the answer that changes", "signer")

# %%
bare = ku.remove_traces(dreamt, Path(dreamt.path).with_name("bare.mp4"), replace=True)
lesson_10.signed_and_changed(bare, "Lev Kuleshov")

# %%
ku.predict("the answer that changes").compare("hold")

# %% [markdown]
# *Hold* means that nothing was changed since it was signed. So look under *signed* again: it is a lie, and it holds. The signature guards the lie from being changed. What you may learn from credentials is who says so, if you know that somebody. Nobody knows this one.
#
# ## How near is near?
#
# That film carries no letters. But you know its lamp: it is the one in *Two lamps*. So is it a copy, one more take, or something new? This time we have what the coast lacks: the pictures that the generator learnt from. So each of its pictures is held against every learnt picture of that set-up, and the nearest is named, with its distance in levels of grey (of 255; 0 would be the very same).

# %%
near = ku.nearest(dreamt)
near.pairs()

# %%
lesson_10.yardsticks(dreamt, coast["tilt down"])

# %% [markdown]
# This close to our takes, in all of its pictures. The two lines under it are yardsticks, and coarse ones. *A stranger* is how far something else lies from our takes: a bright coast from a dark room, nearly by its light alone. (From what *it* learnt, nobody can tell you.) *A second take* was not learnt either: the same lamp before the same wall, played once more. Half of it lies nearer still, for there the lamp rests as it did. But a tenth of it lies far off: there it moves as it never did before. This generated film has no such moment. (Mind what stands beside what: three seconds by one seed, and ten of an earlier part of the scene. Other seeds lie a little farther.)
#
# Near is not nicked, though. Whether it is depends on who was asked, and that is in no pixel: we made those takes, and we gave them to be learnt from. If they were yours, and nobody had asked?
#
# Nor is it only a matter for machines. Our datasheet says of the lamps: "A desk lamp that acts has a famous ancestor in computer animation: Pixar's short film *Luxo Jr.* (John Lasseter, 1986), two lamps, a large one and a small one, and a ball. Ours took from it that a lamp can act without a face." No number finds that. Homage, or theft? Somebody said it, or you wouldn't know.
#
# ## Do it: papers
#
# So where a film comes from, its **provenance**, must be written down, by whoever knows, while they know. That is the **ledger**: who made a clip, with what, from whose pictures, who can be recognised in it (**likeness**), who agreed (**consent**), and under which **licence** it may be shown. It lies in your studio as text.
#
# The kit wrote papers for the film that it generated, as it was made. Then you emptied the file, and a file that changed is another file: the ledger doesn't know it. You do. Four facts you can say: a model made its pictures; it was made by the generator of The Understudy, a program of its authors; from their rushes; under CC BY 4.0. Fill those in. Of a generated clip more is asked; leave open what you don't know.

# %%
bare = ku.Clip(bare)
ku.ledger.form(bare)

# %% [markdown]
# Saved? Here are the papers that the kit wrote, of the same pictures. Who is its maker, by theirs, and who by yours?

# %%
ku.papers(dreamt)

# %% [markdown]
# "A model, after The Kuleshov authors": the kit names a program, and then people. Whoever typed the seed stands nowhere. Should they? There is no rule yet that all agree on; so papers say what was done, and leave the word "author" to you.
#
# ## Measure: your credit roll
#
# Now a film of three sources: a take, the emptied piece, and the coast, which you have by its licence, Apache-2.0. Suppose that it goes to a festival. How many gaps will its papers have?

# %%
short = ku.Cut("Who made this", rushes=rushes)
short.add("4A-1", "12.0", "14.0").add(bare, 0.5, 2.0).add(coast["tilt down"], 0.0, 1.5)
ku.predict("gaps in my papers", 0)

# %%
shown = short.render("who-made-this.mp4")
shown

# %%
ku.credits(shown)

# %%
papers = ku.papers(shown)
ku.predict("gaps in my papers").compare(len(papers.gaps))

# %%
papers

# %% [markdown]
# That is your film. (Sixteen gaps if you left the form empty. Of a generated clip four things more are asked, and each answer that you saved is one gap less. The emptied piece goes by the name of its file, "bare": nobody gave it another.) The roll is what an audience is owed; the papers are what a festival asks, or a court. As long as one gap is open, the roll ends with "not for publication".
#
# Whom could you ask? Your own name you know, and of the emptied clip you know something. What stands open of the coast isn't yours to answer. The nine people who put it on their page may know some of it, those whose image model they built on some more, and of some of it, perhaps, nobody does. And look at what *is* answered there. The licence file beside that clip says Apache-2.0, which allows nearly everything. The page above it says: "This project is released for academic use." Which of the two is meant for a clip on that page?
#
# Missing papers stop nothing that you do for yourself: you may play it, cut it, measure it. They stop one thing.

# %%
try:
    ku.publish(shown, Path(shown.path).parent / "festival")
except ku.Refused as why:
    print(*str(why).splitlines()[:4], "...", sep="\n")

# %% [markdown]
# You can ask, and wait. You can write "not known, asked in March" into the ledger: then everybody sees that you looked. Or you can leave it out. Here is the last of the three: without the coast, and with the generator's film as it came, papers and all. Put your name in.

# %%
ours = ku.Cut("Who made this, without the coast", rushes=rushes)
ours.add("4A-1", "12.0", "14.0").add(dreamt, 0.5, 2.0)
mine_alone = ours.render("without-the-coast.mp4")
ku.ledger.fill(mine_alone, made_by="a student of this course")
print(len(ku.papers(mine_alone).gaps), "gaps")

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
At [short@00:00:03:00] a lamp that nobody moved: soft, but soft is no proof, and its file says nothing.
At [short@00:00:04:12] a coast, and letters: the only shot that names somebody, and the only one whose gaps I can't fill.
"""
ku.critique(words, short=shown)

# %% [markdown]
# ## Check yourself
#
# Your function is checked above. Of the rest you are the judge: what may you say now? From pictures alone, a suspicion. From a file, what somebody wrote there, and with a signature, that nobody changed it since. Whose it is stands in none of the two. People know it, for a while.
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
