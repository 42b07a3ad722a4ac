# %% [markdown]
# # 06 Sound and conversation
#
# Two lamps say one word each. Between the two words nobody speaks. Is that long?
#
# ![Left: a red lamp close, its bulb towards us. Right: a white lamp's ring of light. Under them two bands of sound, one for each voice: one word in the upper band, then a stretch of nothing with a question mark, then one word in the lower band.](images/06-no.png)
#
# *Claim under test: in what machines make, "some of the conversation is a little stilted". The generated clips of our catalogue are mute, so it is put to the test here on our own two lamps: can talk be made stiff by time alone? It would be wrong, as far as time goes, if you heard no difference where nothing changes but when somebody answers.*
#
# About 65 minutes, a quarter of an hour less without the two functions. You need lesson 02, or to know what a cut is; loudspeakers or headphones; and a room in which you may play one word ten times. Two small functions are yours to write: a cell that needs one says so, and all else goes on. The trade's words are in the [glossary](glossary.md).

# %%
from random import choice
from statistics import mean, median

import kuleshov as ku
from kuleshov import plots
from kuleshov.lessons import lesson_06

rushes = ku.rushes("understudy")
scene = ku.Cut.load(rushes.path / "editors-cut.edit", rushes)
film = ku.Clip(rushes.path / "editors-cut.mp4")
film

# %% [markdown]
# ## Listen first
#
# Play it with your eyes shut, once, to its end. Filament has the lower voice, Diode the higher one. Then don't scroll back.
#
# ## Predict
#
# Between which two lines was the longest silence, and how long was it? And how long is a *typical* answer's wait, from the end of one voice to the beginning of the other? (Typical is meant as the median: half of the waits are shorter.)

# %%
ku.predict("the longest silence between two lines", 0.0, unit="s")
ku.predict("a typical gap", 0.0, unit="s")

# %% [markdown]
# ## Measure
#
# Each lamp was recorded by itself. Such a voice alone is a stem. Here are six seconds of one, with its level in **dBFS**: 0 is the most that a file can hold, and each 20 below is a tenth of it. Where nothing is heard, the card says so.

# %%
ku.hear(rushes["4A-1"].stem("filament"), 4, 10)

# %% [markdown]
# A stem says to a fiftieth of a second when a voice is heard. The mixed sound of a film doesn't say whose it is. When our takes were made, a list was kept of who speaks when; from that list a cut knows its lines. Here are the twelve of the scene: who, from when to when, in seconds of the film. (The six seconds above were the take's own.)

# %%
lines = [(line.speaker, line.start, line.stop) for line in scene.lines()]
print("who         from     to (s)")
for who, start, stop in lines:
    print(f"{who:9} {start:6.2f} {stop:6.2f}")

# %% [markdown]
# **Yours, 1.** From the end of one speaker's line to the beginning of the *other's* next one there is a gap; who studies talk calls it a **floor transfer**. Return all of them, in seconds. Where the second begins before the first has ended, it is below 0: an **overlap**. Two lines of one speaker have no gap. The lines come in the order in which they begin.
#
# <details><summary>A hint</summary>
#
# Begin with `found = []`. Go through the numbers of the lines from 1 on: `who, start, stop = lines[number - 1]` takes one line apart, and the same with `lines[number]` the next one. Ask whether the two speakers differ, and append what lies between: which two of the four times is that? The last line is `return found`.
#
# </details>


# %%
def gaps(lines):
    """Return the gaps between speakers, in seconds."""
    ### BEGIN SOLUTION
    found = []
    for number in range(1, len(lines)):
        who, _, stop = lines[number - 1]
        other, begin, _ = lines[number]
        if who != other:
            found.append(begin - stop)
    return found
    ### END SOLUTION


# %%
ku.check("06 gaps", gaps)

# %%
print("yours:", ", ".join(f"{gap:.2f}" for gap in gaps(lines)))

# %%
plots.conversation(scene)

# %%
print(ku.predict("the longest silence between two lines").compare(scene.gaps().longest.seconds))
print(ku.predict("a typical gap").compare(scene.gaps().median))

# %% [markdown]
# Time runs to the right, and each bar is a line. The kit's measure of that name, `floor_transfer`, is the median of all gaps. Between people it takes about a fifth of a second, and in ten languages that were compared the averages lie within a quarter of a second of their common mean. To prepare a word takes longer, six tenths and more: people begin to before the other has ended. In the first ten lines here every answer but two takes twice as long as between people, whoever gives it, and nearly the same each time. (Twice Filament waits for more than three and a half seconds.)

# %% [markdown]
# ## Where the eye and the number disagree
#
# The scene ends with a question and its answer: "Who taught you that?" "No one." Suppose that they are cut off, and with them the two gaps before them. By how many milliseconds will the typical gap change, and the mean? (Up or down, say only how far.) Put your numbers where the 0s are.

# %%
ku.predict("how far the median moves without the ending", 0, unit="ms")
ku.predict("how far the mean moves without the ending", 0, unit="ms")

# %%
every = scene.gaps().seconds
rest = every[:-2]
for name, middle in (("median", median), ("mean", mean)):
    moved = abs(round(1000 * (middle(every) - middle(rest))))
    print(f"{name}: {middle(every):.3f} s, without the ending {middle(rest):.3f} s")
    print(ku.predict(f"how far the {name} moves without the ending").compare(moved))

# %%
silence = scene.gaps().longest
# Play the film itself from 00:00:28:12 on, too, and this time look.
title = f"The {silence.seconds:.1f} s before {silence.timecode}"
plots.stills(film, [round(24 * t) for t in (28.6, 30.4, 33.5, 39.6, 46, 49.5)], title)

# %% [markdown]
# In that gap a bulb dies, both lamps are dark, a click is heard, and Diode, who has only ever copied, makes a light of its own. Then there is a question, and it has taken all of that to ask it.
#
# The median says that nothing has happened. The mean says that something has gone wrong: almost nobody waits three seconds for an answer, and without the ending it would be little more than one. You were there, and know that the story turned. A silence between two lines may be the best thing in a scene or the worst; what is in it, no measure of gaps has seen.

# %% [markdown]
# ## Do it: by ear
#
# Back to the two words at the top. Here they lie in lanes, as in lesson 02, each by itself, over four seconds of room tone, the sound of the room when nobody does anything. (The shot's own sound is turned down to -96 dB: it is off.)

# %%
no = ku.Cut("No.", rushes=rushes).add("4A-1", "11:12", "15:12").level(1, -96)
no.lane("room").lay("1A-1", "33:18", "37:18", at=0)
no.lane("Filament").lay("4A-1", "12:00", "13:00", at="00:12", stem="filament")
no.lane("Diode").lay("5A-1", "13:00", "14:00", at="01:12", stem="diode")
ear = ku.answering(no, "Diode")
ear

# %% [markdown]
# Play it. Then move the slider, and it plays again. There is no number on it, on purpose. Nothing changes but when the second lamp answers. Find a place where it *quarrels*, leave the slider there, and run the first cell below. Then find one where it *thinks*, and run the second.

# %%
quarrels = ear.cut.copy("One of your two")
print("quarrels:", quarrels.gaps()[0])

# %%
thinks = ear.cut.copy("One of your two")
print("thinks:", thinks.gaps()[0])
print("as it was:", no.gaps()[0])

# %% [markdown]
# Was there a difference? You moved the slider yourself, so you knew. Now let a coin choose. Run the next cell, listen, say "quarrels" or "thinks", and look into the one after it. Ten times. Who guesses is right five times of ten, and nine times or more hardly ever.

# %%
drawn = choice(["quarrels", "thinks"])
ku.hear({"quarrels": quarrels, "thinks": thinks}[drawn], level=False)  # its picture would tell

# %%
print("It was the one that", drawn)

# %% [markdown]
# If you heard it, it was time alone that you heard. Is one of the two stiff? That is what there is to the claim: the number says when an answer came, and whether it was stiff is in your ear.
#
# Leave the slider where you would leave it in a film. Then hear the two words with their room, and without it. It lies about 30 dB below the voices.

# %%
dry = ear.cut.copy("No., without the room")
dry.lane("room").mute()
ku.hear(ear.cut)

# %%
ku.hear(dry)

# %% [markdown]
# Between the words nothing is left at all, and the ear falls into the hole: now there are two words, and no place in which they are said. (It is a soft thing. If you hear no difference, put on headphones.) So a tone is laid under all of it, and what was cut is cut in a room.
#
# Here is the card of the measure, with what it can't know.

# %%
ku.card("floor_transfer")

# %% [markdown]
# ## Do it: who is seen
#
# You hear who speaks. Whom do you look at? In `plots.conversation` a row is tinted while the face of its lamp is seen. Look again: in the editor's cut, who is seen when a line begins?
#
# **Yours, 2.** You get the lines, each with its speaker and whose faces are seen as it begins: `("diode", ("filament",))`. Both may be seen, or nobody, `()`. Which share of the lines, 0 to 1, begins over the other's face and *not* over the speaker's?
#
# <details><summary>A hint</summary>
#
# Begin with one line: `who, seen = lines[0]`. That `who not in seen` is true where the speaker isn't seen; but so it is where nobody is seen. An empty `()` counts as no in Python, so `seen and who not in seen` asks for both. Ask it of all lines, count how often it is so, and divide.
#
# </details>


# %%
def share_over(lines):
    """Return the share of the lines that begin over the other's face, 0 to 1."""
    ### BEGIN SOLUTION
    over = [seen and who not in seen for who, seen in lines]
    return sum(1 for one in over if one) / len(lines)
    ### END SOLUTION


# %%
ku.check("06 share over another", share_over)

# %%
print(share_over([(line.speaker, line.seen) for line in scene.lines()]))

# %% [markdown]
# Not one. Ten begin over the speaker's own face, and the last two over nobody's: the question comes over a shadow on a wall. Cutting to whoever speaks is one way of cutting talk. It makes everything clear, and the listener is cut away at the moment when something happens to it.
#
# If the picture changes *after* the next voice has begun, we hear somebody and look at who listens: a J-cut, as in lesson 02.
#
# Here are six lines of the scene in the same way, each voice in a lane of its own. Two things are asked for. At least *three* lines shall begin over the other lamp's face: drag the edge between two pictures to the right with the roll tool; or click the edge, put the playhead where it shall be, and press E. And one answer shall *overlap*: drag it in its lane to the left. All six lines shall stay whole.

# %%
talk = ku.Cut.from_text(lesson_06.TEST, rushes)

# %%
ku.cutting_room(rushes, talk)

# %% [markdown]
# In code, in a cell of your own: `talk.roll(1, 13)` moves the cut behind shot 1 by 13 frames, and `talk.lane("Diode").move(2, "02:14")` lays the second sound of Diode's lane at 2 seconds and 14 frames. To begin anew, run the cell again that makes `talk`.

# %%
ku.check("06 in the room", talk)

# %%
plots.conversation(talk)

# %% [markdown]
# Amber bars with a ring begin over the other's face. Play yours, and then the same six lines in the film, from 00:00:11:16. What does a lamp look like while it is spoken to? The words are the same, and now somebody listens.
#
# ## Do it: how loud
#
# Last, the whole. Loudness is measured in LUFS, as an ear weighs it: 0 is about the most, and ten below that sounds half as loud. (One more or less is an LU. The range is how far soft passages lie under loud ones, dBTP the highest peak.) Broadcasters in Europe ask for -23. Ask the edit, and then ask the file that you played at the top. It is the same edit, and the same sound.

# %%
print("the edit:", scene.loudness())
print("the file:", ku.measure(film, "loudness"))

# %% [markdown]
# Three apart. Which is wrong? The file has *one* channel, and a meter takes it for one loudspeaker. The edit is mixed for two, and for a meter two loudspeakers that play the same have twice the power: 3 dB. Neither is wrong. But whoever makes one channel of the two before measuring is 3 dB off here, and doesn't know it.
#
# Where does the number come from? From close and far, among others. Here are ten seconds of the performance from three cameras, and then the scene with its long pause taken out.

# %%
for name in ("4A-1", "5A-1", "1A-1"):
    first, last = (rushes[name].at(scene=second) for second in (12, 22))
    print(f"{name:12} {ku.Cut(name, rushes=rushes).add(name, first, last).loudness()}")
print(f"{'no pause':12} {scene.copy().extract_range('28:12', '50:12').loudness()}")

# %% [markdown]
# The first two are close, the third is the wide one. Twenty-two seconds without a word are gone, and the number has moved by little more than one. Without a *gate* it would be two: what lies more than 10 LU under the rest is left out, so that long pauses don't count for much.
#
# By how many dB must the scene rise, to be at -23? Start from the edit's number, put your answer where the 0 is, and then hear both.

# %%
level = 0.0
ku.check("06 level", level, cut=scene)

# %%
loud = scene.copy("The Understudy, at -23").to_loudness(-23)
print(loud.said)
ku.hear(scene, 11, 19)

# %%
ku.hear(loud, 11, 19)

# %% [markdown]
# It is no better, only louder. If two films are to be compared, let them be equally loud first. And what of the machines? Here is how many films of our catalogue have any sound that can be measured.

# %%
clips = ku.table("clips")
clips.assign(heard=clips.loudness.notna()).groupby("made_by").heard.agg(
    **{"with sound": "sum", "films": "count"}
)

# %% [markdown]
# None of the generated ones has. We can't say whether their talk is stilted: they don't talk. When somebody lays a silent clip beside a film with its sound on, silence is what is being compared. Turn the sound off for both, or lay a sound under both, and say which.
#
# ## In your words
#
# Three sentences about the scene as you *heard* it: a gap that you would keep, one that you would change, and what the numbers of this page don't know about it. A timecode in square brackets shows its frame, a number in braces is measured again, of the film's file. The three below are ours: write yours in their place.

# %%
words = """
At [scene@00:00:22:14] Diode answers as quickly as it always does; I would give it ten frames more, to think.
At [scene@00:00:33:12] nobody speaks for longer than I can bear, and I would not take out a frame.
It measures {scene.loudness = -31.0 LUFS}, and that says nothing about either.
"""
ku.critique(words, scene=film)

# %% [markdown]
# ## Check yourself
#
# Your two functions, your re-cut and your level are checked above.
#
# What may you say now? That time alone can make talk stiff, if you heard it with your eyes shut: one listener, two words. That a number can find an unusual silence, and can't say whose fault it is. And that the claim can't be tested on our generated clips, which are mute.
#
# ## Go further
#
# - The second takes, 4A-2 and 5A-2, have other timings: `ku.Cut("slow", rushes=rushes).add("5A-2").gaps()`. Which take would you use, and where?
# - Listen to what is left of a take without its voices: `ku.hear(rushes["4A-1"].stem("rest"), "11:12", "14:12")`. The lamps' joints are in it, and, very softly, what the room has sent back of the two words.
# - Let the *question* overlap, and not the answer. Who is the stronger lamp then?
# - Cut each line's picture twelve frames earlier than its sound everywhere, and then twelve later. Which of the two is harder to bear?
# - Record two friends on two telephones, one each, and measure their gaps: `ku.measure(film, "floor_transfer", stems={"ana": "ana.wav", "ben": "ben.wav"})`.
# - Take a dialogue that you love, and write down whom you see as each line begins.
# - Assignment a5 asks for a conversation to a brief.
#
# ## Sources
#
# - "Some of the conversation is a little stilted": Carrie Marshall, TechRadar, February 2026, who says it of one short film made with a generator, and goes on that it "feels a lot more human than most of the AI stuff". The film isn't in our catalogue, and we haven't measured it.
# - Gaps of the order of 200 ms, and over 600 ms to prepare a word: S. C. Levinson and F. Torreira, "Timing in turn-taking and its implications for processing models of language", *Frontiers in Psychology* 6 (2015), doi 10.3389/fpsyg.2015.00731, its abstract.
# - Ten languages, averages within 250 ms of the mean of all: T. Stivers and ten others, "Universals and cultural variation in turn-taking in conversation", *PNAS* 106 (2009), its abstract.
# - Loudness: ITU-R BS.1770-4; -23 LUFS: EBU R 128. `ku.card("loudness")` says how the kit measures it, and what fools it.
# - `ku.table("clips")`: the catalogue's 63 clips, measured with this kit (`benchmarks/real_clips.py`, `docs/clips.md`).
# - The voices, their stems and the room tone of *The Understudy* are this course's. `course/images/06-make.py` makes the picture at the top.
