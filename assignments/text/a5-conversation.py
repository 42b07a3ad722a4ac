# %% [markdown] role="given" name="brief"
# # a5 Conversation
#
# Two lamps talk, and it is stilted: each waits its turn, each is looked at while it speaks, and between the words the room is dead. You measure that, and then you cut the talk again, so that somebody listens.
#
# **What you write.** Three short functions, each tested on numbers that you see here and on numbers that you don't. By how many frames three films are out of sync. And a re-cut, by hand or by code. Write the functions yourself: one that asks the kit for the answer earns nothing.
#
# **What a person reads.** Your listening notes, at the end.
#
# | | points |
# |---|---|
# | three numbers of a talk | 6 |
# | three films out of sync | 3 |
# | the talk, cut again | 11 |
# | listening notes | 10 |
#
# You need lesson 06, and headphones. Keep the files that came with this notebook in its folder: they are your films.

# %% role="files" name="material"
import kuleshov as ku
from kuleshov.grading import sync

files = sync.films(class_seed("films"), ku.rushes("understudy"))

# %% role="given" name="start"
from itertools import pairwise

import numpy as np

import kuleshov as ku
from kuleshov.grading import conversation, sync

rushes = ku.rushes("understudy")

# %% [markdown] role="given" name="about_gaps"
# ## 1 Three numbers of a talk
#
# A line is written here as who speaks, from which second and until which: `("filament", 2.15, 2.81)`.
#
# `gaps(lines)`: put the lines in the order in which they begin. Wherever the next line is spoken by **another**, the gap goes from the end of one to the beginning of the next. Return the gaps as a list, in **milliseconds**, in the order of the film. Where two speak at once, the gap is below 0.
#
# <details><summary>A hint</summary>
#
# `sorted(lines, key=lambda line: line[1])` puts lines in order. `for before, after in pairwise(ordered):` goes through them, each with the next one.
#
# </details>


# %% role="solution" name="gaps"
def gaps(lines):
    """Return the gaps between one speaker and the next, in milliseconds."""
    ### BEGIN SOLUTION
    ordered = sorted(lines, key=lambda line: line[1])
    return [
        1000 * (after[1] - before[2])
        for before, after in pairwise(ordered)
        if before[0] != after[0]
    ]
    ### END SOLUTION


# %%
# Try it here; this cell is not graded. Right: 445 and -100.
gaps([("filament", 2.15, 2.805), ("diode", 3.25, 3.9), ("filament", 3.8, 4.6)])

# %% role="tests" name="test_gaps" points=2
from kuleshov.grading import conversation, student

wrong = conversation.own_work(student, "gaps", conversation.ALLOWED)
assert not wrong, wrong[0]
for given in (
    [("filament", 2.15, 2.805), ("diode", 3.25, 3.9), ("filament", 3.8, 4.6)],
    [("diode", 1.0, 2.0), ("diode", 2.5, 3.0), ("filament", 3.2, 4.0)],
    [("filament", 5.0, 6.0), ("diode", 3.0, 4.5)],
):
    wrong = conversation.wrong_gaps(gaps, given)
    assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
for made_more in range(3):
    made_lines = conversation.some_lines(class_seed("lines") + made_more, 6 + 2 * made_more)
    wrong = conversation.wrong_gaps(gaps, made_lines)
    assert not wrong, wrong[0]
    wrong = conversation.wrong_gaps(gaps, made_lines[::-1])
    assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_over"
# ### Who is seen while a line begins
#
# A shot is written as from which second of the film, until which, and whose faces it shows: `(0.0, 3.1, ("filament",))`. A shot of both is `("filament", "diode")`, one of the window is `()`. A shot's last second belongs to the next one.
#
# `over_another(lines, shots)`: the share of the lines, from 0 to 1, that **begin** over the face of the other. So the picture at the line's beginning shows somebody, and not whoever speaks.
#
# <details><summary>A hint</summary>
#
# For each line go through the shots: `for start, stop, faces in shots:` and ask `start <= begin < stop`. Then two questions: is there anybody in `faces`, and is the speaker not in it?
#
# </details>


# %% role="solution" name="over_another"
def over_another(lines, shots):
    """Return the share of lines that begin over the face of somebody else, 0 to 1."""
    ### BEGIN SOLUTION
    count = 0
    for who, begin, _ in lines:
        for start, stop, faces in shots:
            if start <= begin < stop and faces and who not in faces:
                count += 1
    return count / len(lines)
    ### END SOLUTION


# %%
# Try it here; this cell is not graded. Right: 0.5.
over_another(
    [("filament", 0.5, 1.2), ("diode", 1.6, 2.4)],
    [(0.0, 2.0, ("filament",)), (2.0, 4.0, ("diode",))],
)

# %% role="tests" name="test_over_another" points=2
from kuleshov.grading import conversation, student

wrong = conversation.own_work(student, "over_another", conversation.ALLOWED)
assert not wrong, wrong[0]
both, nobody = ("filament", "diode"), ()
for shots in (
    [(0.0, 2.0, ("filament",)), (2.0, 3.2, ("diode",)), (3.2, 4.0, ("filament",))],
    [(0.0, 1.6, ("filament",)), (1.6, 4.0, ("diode",))],
    [(0.0, 1.0, both), (1.0, 4.0, ("filament",))],
    [(0.0, 1.5, nobody), (1.5, 4.0, ("filament",))],
    [(0.0, 1.0, ("diode",)), (1.0, 1.5, both), (1.5, 2.0, ("filament",)), (2.0, 4.0, ("diode",))],
):
    given = [("filament", 0.5, 1.2), ("diode", 1.6, 2.4), ("filament", 3.0, 3.5)]
    wrong = conversation.wrong_over_another(over_another, given, shots)
    assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
for made_more in range(3):
    made_lines = conversation.some_lines(class_seed("over") + made_more, 7 + made_more)
    made_shots = conversation.some_shots(class_seed("shots") + made_more, made_lines)
    wrong = conversation.wrong_over_another(over_another, made_lines, made_shots)
    assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_loudness"
# ### How loud it is
#
# A meter hears a film in blocks of 0.4 s. `power` holds, for each block, the mean square of the left and of the right side, after a filter that hears roughly as a head does: an array of (blocks, 2). What the meter makes of it (ITU-R BS.1770-4), in LUFS:
#
# 1. Of each block **add** left and right. A block's level is `-0.691 + 10 * np.log10(sum)`.
# 2. First gate: leave out the blocks under **-70** LUFS. They are silence.
# 3. The level of the *mean power* of what is left, less 10, is the second gate. Leave out all blocks that are not above it.
# 4. The loudness is the level of the mean power of what is still left.
#
# `loudness(power)` returns it.
#
# <details><summary>A hint</summary>
#
# Write `level` first, a line that makes LUFS of power, and use it four times. `sums[level(sums) >= -70]` keeps the blocks that pass. A block of no power at all gives minus infinity and a warning: `with np.errstate(divide="ignore"):` keeps numpy quiet, and it passes no gate.
#
# </details>


# %% role="solution" name="loudness"
def loudness(power):
    """Return the gated loudness (LUFS) of blocks of K-weighted power, (blocks, 2)."""

    ### BEGIN SOLUTION
    def level(sums):
        with np.errstate(divide="ignore"):
            return -0.691 + 10 * np.log10(sums)

    sums = np.asarray(power).sum(axis=1)
    loud = sums[level(sums) >= -70]
    kept = loud[level(loud) > level(loud.mean()) - 10]
    return float(level(kept.mean()))
    ### END SOLUTION


# %%
# Try it here; this cell is not graded. Right: -22.56.
loudness(np.array([[0.003, 0.002], [0.004, 0.004], [0.00002, 0.00001], [0.0, 0.0]]))

# %% role="tests" name="test_loudness" points=2
from kuleshov.grading import conversation, student

wrong = conversation.own_work(student, "loudness", conversation.ALLOWED)
assert not wrong, wrong[0]
for given in (
    [[0.003, 0.002], [0.004, 0.004], [0.00002, 0.00001], [0.0, 0.0]],
    [[0.01, 0.01], [0.01, 0.0], [0.0, 0.01]],
    [[0.02, 0.01], [0.0012, 0.0013], [1e-9, 1e-9], [1e-9, 1e-9], [1e-9, 1e-9], [1e-9, 1e-9]],
    conversation.some_power(5, 40),
):
    wrong = conversation.wrong_loudness(loudness, np.array(given))
    assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
for made_more in range(3):
    made_power = conversation.some_power(class_seed("power") + made_more, 40 + 20 * made_more)
    wrong = conversation.wrong_loudness(loudness, made_power)
    assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_sync"
# ## 2 Three films out of sync
#
# In each of `sync-1.mp4`, `sync-2.mp4` and `sync-3.mp4` something happens that is seen and heard at once: a slate's white frame and its beep, a lamp's light and its click. Somebody has moved the sound. By how many **frames** does it come too **late**? Below 0, where it comes too early. The films run at 24 frames a second, and a frame more or less is allowed.
#
# Play each first, and guess. In life one may hear a hammer late, from far away, and never early. Does one of the two bother you more?

# %%
# Not graded.
ku.Clip("sync-1.mp4")

# %%
ku.Clip("sync-2.mp4")

# %%
ku.Clip("sync-3.mp4")

# %% [markdown] role="given" name="about_curves"
# Then count. `sync.curves("sync-1.mp4")` is a table with a row for each frame: how light the picture is (0 to 255), and how loud the sound is in that frame (dBFS). Draw it, or look for the rows that jump.

# %%
# Not graded: one of the three.
table = sync.curves("sync-1.mp4")
_ = table.plot(x="frame", y=["light", "level"], subplots=True, figsize=(9, 4))
# %% role="given" name="no_offsets_yet"
late = {1: None, 2: None, 3: None}

# %% role="solution" name="the_offsets"
# late = {1: 0, 2: 0, 3: 0}
### BEGIN SOLUTION
late = {1: 0, 2: 0, 3: 0}
for number in late:
    table = sync.curves(f"sync-{number}.mp4")
    seen = table["light"].diff().idxmax()
    heard = table["level"].where(table["frame"] > 2).diff().idxmax()
    late[number] = int(heard - seen)
### END SOLUTION

# %% role="tests" name="test_sync_1" points=1
from kuleshov.grading import sync

wrong = sync.no_offset(late, 1)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
wrong = sync.wrong_offset(late, class_seed("films"), 1)
assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% role="tests" name="test_sync_2" points=1
from kuleshov.grading import sync

wrong = sync.no_offset(late, 2)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
wrong = sync.wrong_offset(late, class_seed("films"), 2)
assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% role="tests" name="test_sync_3" points=1
from kuleshov.grading import sync

wrong = sync.no_offset(late, 3)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
wrong = sync.wrong_offset(late, class_seed("films"), 3)
assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_talk"
# ## 3 The talk, cut again
#
# Here is a talk of six lines. The shots are silent; the voices lie on two lanes, Filament's and Diode's, a sound a line, so that you can move each. Nobody has laid the sound of the room. Play it: that is how silence sounds when it was forgotten.

# %% role="given" name="the_talk"
talk = conversation.talk(class_seed("talk"), rushes)
asked = conversation.brief(class_seed("talk"), rushes)
print(asked)
talk

# %% [markdown] role="given" name="about_recut"
# Cut it again, as `recut`, so that
#
# - all six lines are heard whole, once, in their order, and stand 10 dB or more over the room;
# - each of the three answers comes when the list above says, give or take 60 ms. One of them comes before the other has ended. How long the pauses between the three pairs are is yours to decide;
# - at least **three** of the six lines begin over the face of the one who listens, in a shot that lasts half a second or longer; the whole has four shots or more. A lamp that is not in the picture can be moved as you like, and nobody sees its mouth;
# - the room is there, all the time: nowhere is the mix under -75 dBFS for four frames;
# - the whole is at **-23 LUFS**, give or take 0.5, both sides together, with peaks under -1 dBTP;
# - it lasts 25 s at most, without a slate and without a gap in the picture.
#
# Each voice needs a lane of its own: in one lane, sounds cover each other. The lines stay those of 4A-1 and 5A-1.
#
# By hand: put `ku.cutting_room(rushes, talk.copy("again"))` into a cell of your own, move the sounds in their lanes, move the cuts, lay the stem `rest` of a take into a lane of its own, and copy the text of what you made between the quotes. By code: `recut.lane("Diode").move(1, at="2.0")`, `recut.roll(1, "6f")`, `recut.to_loudness(-23)`.

# %% role="given" name="no_recut_yet"
recut = None

# %% role="solution" name="the_recut"
# cell: the_recut
# recut = ku.Cut.from_text("""
# ...
# """, rushes)
### BEGIN SOLUTION
# What a machine would do: every line begins half a second before its speaker is seen. It has all
# the points that a machine can give, and it is as regular as a clock.
recut = ku.Cut("The talk, again", rushes=rushes)
lines, lag = talk.lines(), 12  # frames
begins = [0.9]
for before in lines[:-1]:
    wait = 0.8
    if before.speaker == "filament":
        wait = next(gap for scene, gap in asked.gaps.items() if abs(scene - before.scene) < 0.06)
    begins.append(begins[-1] + before.stop - before.start + wait)
cuts = [0, *(round(24 * second) + lag for second in begins[1:])]
cuts.append(cuts[-1] + 36)
takes = {"filament": rushes["4A-1"], "diode": rushes["5A-1"]}
for number, line in enumerate(lines):
    take = takes[line.speaker]
    first = round(24 * take.at(scene=line.scene)) + cuts[number] - round(24 * begins[number])
    recut.add(take, f"{first}f", f"{first + cuts[number + 1] - cuts[number]}f", gain=-96)
for number, line in enumerate(lines):
    take, pad = takes[line.speaker], 2
    first = round(24 * take.at(scene=line.scene)) - pad
    last = first + round(24 * (line.stop - line.start)) + 3 * pad
    at = round(24 * begins[number]) - pad
    recut.lane(line.speaker.title()).lay(
        take, f"{first}f", f"{last}f", at=f"{at}f", stem=line.speaker
    )
start = round(24 * takes["filament"].at(scene=10.5))
recut.lane("Room").lay("4A-1", f"{start}f", f"{start + cuts[-1]}f", at=0, stem="rest")
recut.to_loudness(-23)
### END SOLUTION

# %%
# Look at it, and listen, as often as you like; this cell is not graded.
recut

# %%
# Nor is this one: who speaks when, and over whose face.
if recut is not None:
    for line in recut.lines():
        print(line, "over", *line.seen)
    for finding in recut.check():
        print(finding)

# %% role="tests" name="test_lines" points=2
from kuleshov.grading import brief, conversation

made_takes = ku.rushes("understudy")
missing = (
    brief.is_a_cut(recut, "recut") or brief.holes(recut) or brief.not_its_text(recut, made_takes)
)
assert not missing, missing[0]
made_again = ku.Cut.from_text(recut.to_text(), made_takes)
made_talk = conversation.talk(class_seed("talk"), made_takes)
made_brief = conversation.brief(class_seed("talk"), made_takes)
missing = conversation.lines_wrong(made_again, made_talk, made_brief)
assert not missing, missing[0]

# %% role="tests" name="test_waits" points=2
from kuleshov.grading import brief, conversation

made_takes = ku.rushes("understudy")
missing = brief.is_a_cut(recut, "recut") or brief.not_its_text(recut, made_takes)
assert not missing, missing[0]
made_again, made_talk = (
    ku.Cut.from_text(recut.to_text(), made_takes),
    conversation.talk(class_seed("talk"), made_takes),
)
made_brief = conversation.brief(class_seed("talk"), made_takes)
missing = conversation.wrong_timing(made_again, made_talk, made_brief, overlap=False)
assert not missing, missing[0]

# %% role="tests" name="test_overlap" points=2
from kuleshov.grading import brief, conversation

made_takes = ku.rushes("understudy")
missing = brief.is_a_cut(recut, "recut") or brief.not_its_text(recut, made_takes)
assert not missing, missing[0]
made_again, made_talk = (
    ku.Cut.from_text(recut.to_text(), made_takes),
    conversation.talk(class_seed("talk"), made_takes),
)
made_brief = conversation.brief(class_seed("talk"), made_takes)
missing = conversation.wrong_timing(made_again, made_talk, made_brief, overlap=True)
assert not missing, missing[0]

# %% role="tests" name="test_faces" points=2
from kuleshov.grading import brief, conversation

made_takes = ku.rushes("understudy")
missing = brief.is_a_cut(recut, "recut") or brief.not_its_text(recut, made_takes)
assert not missing, missing[0]
made_again = ku.Cut.from_text(recut.to_text(), made_takes)
missing = brief.too_few_shots(made_again, 4) or conversation.not_over_another(
    made_again, conversation.talk(class_seed("talk"), made_takes)
)
assert not missing, missing[0]

# %% role="tests" name="test_level" points=2
from kuleshov.grading import brief, conversation

made_takes = ku.rushes("understudy")
missing = brief.is_a_cut(recut, "recut") or brief.not_its_text(recut, made_takes)
assert not missing, missing[0]
missing = conversation.not_so_loud(ku.Cut.from_text(recut.to_text(), made_takes))
assert not missing, missing[0]

# %% role="tests" name="test_tone" points=1
from kuleshov.grading import brief, conversation

made_takes = ku.rushes("understudy")
missing = brief.is_a_cut(recut, "recut") or brief.not_its_text(recut, made_takes)
assert not missing, missing[0]
missing = conversation.no_tone(ku.Cut.from_text(recut.to_text(), made_takes))
assert not missing, missing[0]

# %% [markdown] role="given" name="about_words"
# ## 4 Listening notes
#
# Listen to `talk` and to your `recut` three times each: with your eyes shut, at half the volume, and looking. Take notes with timecodes while you do.

# %% [markdown] role="rubric" name="listening_rubric" rubric="listening"
# **How it is read.** One level in each part.

# %% [markdown] role="written" name="listening_heard" rubric="listening"
# **What you heard.** Three moments of your re-cut, each with its timecode: what you hear there, what a number says of it (a gap, a level, who is seen), and whether the two agree. One of the three should be a moment at which the number is in order and your ear is not, or the other way round. About 150 words.
#
# ### BEGIN SOLUTION
# 00:00:01:16, "Again." answered early. The gap is 150 ms, a third of what it was, and Diode sounds eager: as if it had waited for the chance. Number and ear agree. 00:00:06:20, the overlap. The gap is 210 ms below zero, and by that number somebody interrupts. I don't hear an interruption: the end of Filament's word dies away so softly that Diode seems to begin on time. The line's end is measured to where the voice is gone, and the ear stops listening to it before. 00:00:09:02, the pause after "Like this.": 0.9 s. The number calls it the worst place of the talk. With my eyes shut it is a mistake; looking, I see Diode turn its head before it speaks, and the pause is the turn. So the number is the same both times and the moment is not.
# ### END SOLUTION

# %% [markdown] role="written" name="listening_stilted" rubric="listening"
# **Stilted.** Somebody calls generated talk stilted. Which of your six requirements made this talk less so, and which only made the numbers right? Where would you break one of them, and at which timecode? And what would you need to hear, of a clip that has no sound at all, before you used that word for it? About 120 words.
#
# ### BEGIN SOLUTION
# The faces did most. At 00:00:01:10 we still look at Filament while Diode answers, and for the first time somebody is being listened to. The room came second: nobody will notice it, but before, each word stood in a hole. The loudness only made the number right; at -26 the talk would be the same talk. I would break the wait after "Like this." (00:00:09:02): 880 ms is asked for, and I would give it a second and a half, as Diode's head is still moving at the point where the brief wants the answer. Of a clip without sound I could say that the mouths move in turn, never two at once, and how long nobody's moves. That is a gap in the picture. Whether it is stilted would take a voice.
# ### END SOLUTION


# %% wrong="gaps" name="seconds"
def gaps(lines):
    ordered = sorted(lines, key=lambda line: line[1])
    return [b[1] - a[2] for a, b in pairwise(ordered) if a[0] != b[0]]


# %% wrong="gaps" name="whoever speaks"
def gaps(lines):
    ordered = sorted(lines, key=lambda line: line[1])
    return [1000 * (b[1] - a[2]) for a, b in pairwise(ordered)]


# %% wrong="gaps" name="from beginning to beginning"
def gaps(lines):
    ordered = sorted(lines, key=lambda line: line[1])
    return [1000 * (b[1] - a[1]) for a, b in pairwise(ordered) if a[0] != b[0]]


# %% wrong="gaps" name="no overlap below nothing"
def gaps(lines):
    ordered = sorted(lines, key=lambda line: line[1])
    return [max(0, 1000 * (b[1] - a[2])) for a, b in pairwise(ordered) if a[0] != b[0]]


# %% wrong="gaps" name="in the order of the list"
def gaps(lines):
    return [1000 * (b[1] - a[2]) for a, b in pairwise(lines) if a[0] != b[0]]


# %% wrong="gaps" name="the wrong way round"
def gaps(lines):
    ordered = sorted(lines, key=lambda line: line[1])
    return [1000 * (a[2] - b[1]) for a, b in pairwise(ordered) if a[0] != b[0]]


# %% wrong="gaps" name="their median"
def gaps(lines):
    ordered = sorted(lines, key=lambda line: line[1])
    return float(np.median([1000 * (b[1] - a[2]) for a, b in pairwise(ordered) if a[0] != b[0]]))


# %% wrong="gaps" name="the kit's own"
def gaps(lines):
    from kuleshov.metrics.formulas.turn_taking import Line, floor_transfer

    return floor_transfer([Line(*line) for line in lines]).gaps.tolist()


# %% wrong="over_another" name="whoever speaks"
def over_another(lines, shots):
    return sum(who in f for who, at, _ in lines for a, b, f in shots if a <= at < b) / len(lines)


# %% wrong="over_another" name="nobody is another"
def over_another(lines, shots):
    return sum(who not in f for who, at, _ in lines for a, b, f in shots if a <= at < b) / len(
        lines
    )


# %% wrong="over_another" name="both are another"
def over_another(lines, shots):
    return sum(
        any(name != who for name in f) for who, at, _ in lines for a, b, f in shots if a <= at < b
    ) / len(lines)


# %% wrong="over_another" name="where the line ends"
def over_another(lines, shots):
    return sum(
        bool(f) and who not in f for who, _, at in lines for a, b, f in shots if a <= at < b
    ) / len(lines)


# %% wrong="over_another" name="how many"
def over_another(lines, shots):
    return sum(bool(f) and who not in f for who, at, _ in lines for a, b, f in shots if a <= at < b)


# %% wrong="over_another" name="of the shots"
def over_another(lines, shots):
    return sum(
        bool(f) and who not in f for who, at, _ in lines for a, b, f in shots if a <= at < b
    ) / len(shots)


# %% wrong="over_another" name="a cut belongs to the shot before"
def over_another(lines, shots):
    return sum(
        bool(f) and who not in f for who, at, _ in lines for a, b, f in shots if a < at <= b
    ) / len(lines)


# %% wrong="over_another" name="at any time of the line"
def over_another(lines, shots):
    return sum(
        any(f and who not in f and a < end and b > at for a, b, f in shots)
        for who, at, end in lines
    ) / len(lines)


# %% wrong="loudness" name="the sides averaged"
def loudness(power):
    sums = np.asarray(power).mean(axis=1)
    with np.errstate(divide="ignore"):
        level = -0.691 + 10 * np.log10(sums)
    loud = level >= -70
    kept = loud & (level > -0.691 + 10 * np.log10(sums[loud].mean()) - 10)
    return float(-0.691 + 10 * np.log10(sums[kept].mean()))


# %% wrong="loudness" name="no gate"
def loudness(power):
    return float(-0.691 + 10 * np.log10(np.asarray(power).sum(axis=1).mean()))


# %% wrong="loudness" name="one gate"
def loudness(power):
    sums = np.asarray(power).sum(axis=1)
    with np.errstate(divide="ignore"):
        level = -0.691 + 10 * np.log10(sums)
    return float(-0.691 + 10 * np.log10(sums[level >= -70].mean()))


# %% wrong="loudness" name="the mean of levels"
def loudness(power):
    sums = np.asarray(power).sum(axis=1)
    with np.errstate(divide="ignore"):
        level = -0.691 + 10 * np.log10(sums)
    loud = level[level >= -70]
    gate = -0.691 + 10 * np.log10(sums[level >= -70].mean()) - 10
    return float(loud[loud > gate].mean())


# %% wrong="loudness" name="without its constant"
def loudness(power):
    sums = np.asarray(power).sum(axis=1)
    with np.errstate(divide="ignore"):
        level = -0.691 + 10 * np.log10(sums)
    loud = level >= -70
    kept = loud & (level > -0.691 + 10 * np.log10(sums[loud].mean()) - 10)
    return float(10 * np.log10(sums[kept].mean()))


# %% wrong="loudness" name="twenty times"
def loudness(power):
    sums = np.asarray(power).sum(axis=1)
    with np.errstate(divide="ignore"):
        level = -0.691 + 10 * np.log10(sums)
    loud = level >= -70
    kept = loud & (level > -0.691 + 10 * np.log10(sums[loud].mean()) - 10)
    return float(-0.691 + 20 * np.log10(sums[kept].mean()))


# %% wrong="loudness" name="the left side"
def loudness(power):
    sums = np.asarray(power)[:, 0]
    with np.errstate(divide="ignore"):
        level = -0.691 + 10 * np.log10(sums)
    loud = level >= -70
    kept = loud & (level > -0.691 + 10 * np.log10(sums[loud].mean()) - 10)
    return float(-0.691 + 10 * np.log10(sums[kept].mean()))


# %% wrong="loudness" name="the second gate on all blocks"
def loudness(power):
    sums = np.asarray(power).sum(axis=1)
    with np.errstate(divide="ignore"):
        level = -0.691 + 10 * np.log10(sums)
    kept = (level >= -70) & (level > -0.691 + 10 * np.log10(sums.mean()) - 10)
    return float(-0.691 + 10 * np.log10(sums[kept].mean()))


# %% wrong="loudness" name="the second gate under the mean of levels"
def loudness(power):
    sums = np.asarray(power).sum(axis=1)
    with np.errstate(divide="ignore"):
        level = -0.691 + 10 * np.log10(sums)
    kept = (level >= -70) & (level > level[level >= -70].mean() - 10)
    return float(-0.691 + 10 * np.log10(sums[kept].mean()))


# %% wrong="loudness" name="silence is what has no power"
def loudness(power):
    sums = np.asarray(power).sum(axis=1)
    sums = sums[sums > 0]
    level = -0.691 + 10 * np.log10(sums)
    kept = level > -0.691 + 10 * np.log10(sums.mean()) - 10
    return float(-0.691 + 10 * np.log10(sums[kept].mean()))


# %% wrong="loudness" name="the first gate at -60"
def loudness(power):
    sums = np.asarray(power).sum(axis=1)
    with np.errstate(divide="ignore"):
        level = -0.691 + 10 * np.log10(sums)
    loud = level >= -60
    kept = loud & (level > -0.691 + 10 * np.log10(sums[loud].mean()) - 10)
    return float(-0.691 + 10 * np.log10(sums[kept].mean()))


# %% wrong="the_offsets" name="the wrong way round"
late = {1: 0, 2: 0, 3: 0}
for number in late:
    table = sync.curves(f"sync-{number}.mp4")
    heard = table["level"].where(table["frame"] > 2).diff().idxmax()
    late[number] = int(table["light"].diff().idxmax() - heard)

# %% wrong="the_offsets" name="milliseconds"
late = {1: 0, 2: 0, 3: 0}
for number in late:
    table = sync.curves(f"sync-{number}.mp4")
    heard = table["level"].where(table["frame"] > 2).diff().idxmax()
    late[number] = int(1000 / 24 * (heard - table["light"].diff().idxmax()))

# %% wrong="the_offsets" name="in sync, as far as one sees"
late = {1: 0, 2: 0, 3: 0}

# %% wrong="the_offsets" name="the clinic's own answer"
late = {1: -4, 2: -4, 3: -4}

# %% wrong="the_offsets" name="where it is heard"
late = {1: 0, 2: 0, 3: 0}
for number in late:
    late[number] = int(sync.curves(f"sync-{number}.mp4")["level"].diff()[3:].idxmax())

# %% wrong="the_offsets" name="a list"
late = [4, -5, 6]

# %% wrong="the_offsets" name="two of three"
late = {1: 4, 2: -5}

# %% wrong="the_recut" name="the talk as it is"
# cell: the_recut
recut = talk.copy("as it is")

# %% wrong="the_recut" name="the shots' own sound, cut together"
# cell: the_recut
recut = ku.Cut("straight", rushes=rushes)
for shot in talk:
    recut.add(shot.take, f"{shot.in_}f", f"{shot.out}f")
recut.to_loudness(-23)

# %% wrong="the_recut" name="J-cuts everywhere"
# cell: the_recut
recut = ku.Cut("J8", rushes=rushes)
for shot in talk:
    recut.add(shot.take, f"{shot.in_}f", f"{shot.out}f")
for number in range(2, len(recut) + 1):
    recut.split(number, 8)
recut.to_loudness(-23)

# %% wrong="the_recut" name="loud enough, and nothing else"
# cell: the_recut
recut = talk.copy("louder").to_loudness(-23)

# %% wrong="the_recut" name="tone under it, and nothing else"
# cell: the_recut
recut = talk.copy("with the room")
recut.lane("Room").lay("4A-1", "2.0", f"{48 + recut.frames}f", at=0, stem="rest")

# %% wrong="the_recut" name="a flash of the other at each line, and the room"
# cell: the_recut
recut = ku.Cut("flashes", rushes=rushes)
for line, shot, start in zip(talk.lines(), talk, (0, *talk.cuts), strict=True):
    before, other = round(24 * line.start) - start - 1, "5A-1" if shot.take == "4A-1" else "4A-1"
    recut.add(shot.take, f"{shot.in_}f", f"{shot.in_ + before}f", gain=-96)
    recut.add(other, "192f", "195f", gain=-96)
    recut.add(shot.take, f"{shot.in_ + before + 3}f", f"{shot.out}f", gain=-96)
for who in ("Filament", "Diode"):
    for sound in talk.lane(who).sounds:
        recut.lane(who).lay(
            sound.take, f"{sound.in_}f", f"{sound.out}f", at=f"{sound.at}f", stem=sound.stem
        )
recut.lane("Room").lay("4A-1", "2.0", f"{48 + recut.frames}f", at=0, stem="rest")

# %% wrong="the_recut" name="one silent face over all, and no answer moved"
# cell: the_recut
recut = ku.Cut("one face", rushes=rushes).add("5A-1", "1.2", f"{29 + talk.frames}f", gain=-96)
for who in ("Filament", "Diode"):
    for sound in talk.lane(who).sounds:
        recut.lane(who).lay(
            sound.take, f"{sound.in_}f", f"{sound.out}f", at=f"{sound.at}f", stem=sound.stem
        )
recut.to_loudness(-23)

# %% wrong="the_recut" name="a line cut off, so that it ends sooner"
# cell: the_recut
recut = talk.copy("shorter")
for who in ("Filament", "Diode"):
    for number, sound in enumerate(recut.lane(who).sounds, 1):
        recut.lane(who).trim(number, out=f"{sound.out - 10}f")
recut.to_loudness(-23)

# %% wrong="the_recut" name="text, and no edit"
# cell: the_recut
recut = talk.to_text()
