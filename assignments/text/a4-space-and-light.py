# %% [markdown] role="given" name="brief"
# # a4 Space and light
#
# Somebody has moved a thing in a kitchen. Somebody has spoilt some pictures of two lamps. Somebody has graded a frame, and you want it back. And two clips that no camera took are cut from one side to the other. You find out what happened, by eye, by hand and by number.
#
# **What you write.** Three short functions, each tested on numbers that you see here and on numbers that you don't, and your findings about pictures that only your class has. Write the functions yourself: one that asks the kit for the answer earns nothing.
#
# **What a person reads.** Two paragraphs at the end.
#
# | | points |
# |---|---|
# | a kitchen, from marks | 8 |
# | light: a function, six pairs, a grade undone | 9 |
# | sides, from your own marks | 3 |
# | in your words | 10 |
#
# You need lessons 04 and 05. Keep the files that came with this notebook in its folder: they are your pictures.

# %% role="files" name="material"
import kuleshov as ku
from kuleshov.grading import light

seeds = class_seed("pictures"), class_seed("frame"), class_seed("kitchen")
files = light.pictures(*seeds, folder, ku.rushes("understudy"))

# %% role="given" name="start"
import numpy as np

import kuleshov as ku
from kuleshov.grading import light, space

rushes = ku.rushes("understudy")

# %% [markdown] role="given" name="about_shared"
# ## 1 A kitchen that you never see
#
# Three photographs of a kitchen were marked, and then they were lost. The marks are left: `kitchen.txt`. A room can be solved from marks if two pictures or more show the same things.
#
# `shared(pictures)`: each picture is a list of the names that are marked in it. Return the names that are marked in **two pictures or more**, each once, as a list in any order.
#
# <details><summary>A hint</summary>
#
# `names = [name for one in pictures for name in one]` puts all lists into one. `names.count("cup")` says how often a name stands in it. `set(names)` holds each name once.
#
# </details>


# %% role="solution" name="shared"
def shared(pictures):
    """Return the names that stand in two lists or more, each once."""
    ### BEGIN SOLUTION
    names = [name for one in pictures for name in one]
    return sorted({name for name in names if names.count(name) > 1})
    ### END SOLUTION


# %%
# Try it here; this cell is not graded.
shared([["cup", "door"], ["door", "lamp"], ["lamp", "door"]])

# %% role="tests" name="test_shared" points=1
from kuleshov.grading import space, student

wrong = space.own_work(student, "shared", space.ALLOWED)
assert not wrong, wrong[0]
for given in (
    [["cup", "door"], ["door", "lamp"], ["lamp", "door"]],
    [["cup"], ["door"], ["lamp"]],
    [["cup", "bowl", "sill"], ["sill", "cup"], ["cup", "door"]],
):
    wrong = space.wrong_shared(shared, given)
    assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
for made_more in range(3):
    wrong = space.wrong_shared(shared, space.some_pictures(class_seed("shared") + made_more))
    assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_moved"
# ### What was moved
#
# Between two of the three photographs somebody carried one thing to another place. Which, and by how many pixels is the rest still off without it, the **misfit**? `kitchen`, below, is the room that the marks make; show it in a cell of your own, and read what it says.

# %% role="given" name="kitchen"
kitchen = ku.room("kitchen.txt")
table = kitchen.to_frame()
places = dict(zip(table["name"], zip(table["right"], table["ahead"], strict=True), strict=True))

# %% role="given" name="nothing_moved_yet"
moved_thing, misfit = None, None

# %% role="solution" name="the_moved_thing"
# Write its name in quotes, as "door", and the misfit without it, in pixels.
# moved_thing = "..."
# misfit = ...
### BEGIN SOLUTION
moved_thing = kitchen.moved.thing
misfit = kitchen.without.residual
### END SOLUTION

# %% role="tests" name="test_moved" points=2
from kuleshov.grading import space

wrong = space.no_thing(moved_thing, space.marked("kitchen.txt"))
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
wrong = space.not_moved(moved_thing, class_seed("kitchen"))
assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% role="tests" name="test_misfit" points=1
from kuleshov.grading import space

wrong = space.no_misfit(misfit)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
wrong = space.wrong_misfit(misfit, class_seed("kitchen"))
assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_bearing"
# ### Which way is the door
#
# A plan of a room has no scale, but it has angles. You stand at `here`, you face `facing`, and ask how far you would have to turn to look at `there`. That is its **bearing**: in degrees, from -180 to 180, above 0 to the right.
#
# `bearing(here, facing, there)`: three places on a plan, each `(x, y)`, where x grows to the right and y grows ahead. From (0, 0), facing (0, 5), what lies at (3, 0) has a bearing of 90.
#
# <details><summary>A hint</summary>
#
# Take `here` from both others first: `ahead = np.subtract(facing, here)`, `to = np.subtract(there, here)`. `np.arctan2(x, y)` is the angle of a direction from straight up the plan, to the right, in radians; `np.degrees` makes degrees of it. The bearing is one such angle less the other. Then bring it between -180 and 180: `(angle + 180) % 360 - 180`.
#
# </details>


# %% role="solution" name="bearing"
def bearing(here, facing, there):
    """Return how far to the right of what one faces a place lies, in degrees, -180 to 180."""
    ### BEGIN SOLUTION
    (ax, ay), (tx, ty) = np.subtract(facing, here), np.subtract(there, here)
    angle = np.degrees(np.arctan2(tx, ty) - np.arctan2(ax, ay))
    return float((angle + 180) % 360 - 180)
    ### END SOLUTION


# %%
# Try it here; this cell is not graded.
bearing((0, 0), (0, 5), (3, 0))

# %% role="tests" name="test_bearing" points=2
from kuleshov.grading import space, student

wrong = space.own_work(student, "bearing", space.ALLOWED)
assert not wrong, wrong[0]
for made_places in (
    ((0, 0), (0, 5), (3, 0)),
    ((1, 1), (1, 3), (-1, 2)),
    ((2, -1), (4, 0), (2, -3)),
    ((0, 0), (-3, -1), (-2, 1)),
    ((0, 0), (-1, -3), (1, -3)),
):
    wrong = space.wrong_bearing(bearing, *made_places)
    assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
made_chance = np.random.default_rng(class_seed("bearings"))
for made_places in made_chance.uniform(-4, 4, (4, 3, 2)).round(1).tolist():
    wrong = space.wrong_bearing(bearing, *made_places)
    assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_bearings"
# Now stand at the clock of the lost kitchen, and face the far left corner of the table. What are the bearings of these three? `places` knows where each mark lies: `places["clock middle"]`. Within 10 degrees is near enough; marks can't do much better.

# %% role="given" name="no_bearings_yet"
bearings = {"table near right": None, "door lower left": None, "shelf near end": None}

# %% role="solution" name="the_bearings"
# bearings["door lower left"] = ...
### BEGIN SOLUTION
here, facing = places["clock middle"], places["table far left"]
bearings = {name: bearing(here, facing, places[name]) for name in bearings}
### END SOLUTION

# %% role="tests" name="test_bearings" points=2
from kuleshov.grading import space

wrong = space.no_bearings(bearings)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
wrong = space.wrong_bearings(bearings, class_seed("kitchen"))
assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_stops"
# ## 2 Light
#
# A **stop** is twice the light. A picture's values are not its light: they were bent for the screen. `to_light(picture)` bends them back, to 0 for black and 1 for white, still in red, green and blue. `to_light(picture) @ WEIGHTS` adds the three up as an eye does.
#
# `stops_apart(one, other)`: by how many stops the median light of `other` is above that of `one`. Below 0, where it is darker. Both are pictures, arrays of (height, width, 3).
#
# <details><summary>A hint</summary>
#
# Four steps, for each picture: bend back, weigh, take the `np.median`. Then divide the second by the first, and `np.log2` says how often it was doubled.
#
# </details>

# %% role="given" name="to_light"
WEIGHTS = np.array([0.2126, 0.7152, 0.0722])  # ITU-R BT.709


def to_light(picture):
    """Return linear light, 0 to 1, of values as they are shown (IEC 61966-2-1)."""
    shown = np.asarray(picture) / 255
    return np.where(shown <= 0.04045, shown / 12.92, ((shown + 0.055) / 1.055) ** 2.4)


# %% role="solution" name="stops_apart"
def stops_apart(one, other):
    """Return by how many stops the second picture's median light is above the first's."""
    ### BEGIN SOLUTION
    first, second = (np.median(to_light(picture) @ WEIGHTS) for picture in (one, other))
    return float(np.log2(second / first))
    ### END SOLUTION


# %% role="tests" name="test_stops" points=2
from kuleshov.grading import light, student

wrong = light.own_work(student, "stops_apart", light.ALLOWED)
assert not wrong, wrong[0]
grey = np.full((4, 6, 3), 90, np.uint8)
for one, other in (
    (grey, ku.graded(grey, 1)),
    (light.some_picture(1), ku.graded(light.some_picture(2), 0.8)),
    (light.some_picture(2), ku.graded(light.some_picture(1), -1.5)),
):
    wrong = light.wrong_stops(stops_apart, one, other)
    assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
for made_more in range(3):
    made_seed = class_seed("stops") + 2 * made_more
    made_one = light.some_picture(made_seed)
    made_other = ku.graded(light.some_picture(made_seed + 1), (0.9, -1.2, -0.6)[made_more])
    wrong = light.wrong_stops(stops_apart, made_one, made_other)
    assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_pairs"
# ### Six pairs
#
# Each row is a cut: on the left the last picture of a wide shot, on the right the first of the next, at the same second of the scene. The left pictures are as they were shot. Of the right ones some have a **fault**, one each:
#
# - `"exposure"`: over a stop too bright or too dark;
# - `"white balance"`: too warm or too cold;
# - `"mirrored"`: left and right have changed places;
# - `"none"`: nothing was done to it.
#
# Each of the four is there at least once. Here is one that is known: its exposure is 1.2 stops too bright.
#
# ![Two pictures side by side: on the left a dim bench with two lamps before a moonlit window, on the right the red lamp from near, its bulb blown out to white.](pair-0.jpg)
#
# **1** ![Two pictures of the lamps side by side. The right one may have a fault.](pair-1.jpg)
#
# **2** ![Two pictures of the lamps side by side. The right one may have a fault.](pair-2.jpg)
#
# **3** ![Two pictures of the lamps side by side. The right one may have a fault.](pair-3.jpg)
#
# **4** ![Two pictures of the lamps side by side. The right one may have a fault.](pair-4.jpg)
#
# **5** ![Two pictures of the lamps side by side. The right one may have a fault.](pair-5.jpg)
#
# **6** ![Two pictures of the lamps side by side. The right one may have a fault.](pair-6.jpg)
#
# Look before you count. A nearer picture is another picture: its median may lie a stop from the wide one's, and nothing is wrong. So compare one thing that both show, a patch of wall, say: `region` is left, top, width and height of the patch in the first picture, as shares of it, `against` the same in the second. No two patches of a wall are lit quite alike; half a stop proves nothing.

# %%
# Not graded: a patch of one wall in the pair that is known. 1.2 of these stops are its fault.
left, right = light.halves("pair-0.jpg")
print(f"whole pictures {stops_apart(left, right):+.2f} stops")
ku.apart(right, left, region=(0.35, 0.7, 0.2, 0.2), against=(0.26, 0.45, 0.08, 0.15))

# %% role="given" name="no_faults_yet"
faults = None

# %% role="solution" name="the_faults"
# faults = {1: "none", 2: "none", 3: "none", 4: "none", 5: "none", 6: "none"}
### BEGIN SOLUTION
faults = light.the_faults(class_seed("pictures"))  # found by looking
### END SOLUTION

# %% role="tests" name="test_pairs_1_to_3" points=2
from kuleshov.grading import light

wrong = light.no_faults(faults)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
wrong = light.wrong_faults(faults, class_seed("pictures"), (1, 2, 3))
assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% role="tests" name="test_pairs_4_to_6" points=2
from kuleshov.grading import light

wrong = light.no_faults(faults)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
wrong = light.wrong_faults(faults, class_seed("pictures"), (4, 5, 6))
assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_undo"
# ### The way back
#
# `graded.jpg` is one frame of the rushes after somebody has graded it: `ku.graded(picture, stops=..., warmth=..., tint=...)`. You have the frame as it was. Find the grade that brings the first back to the second: to within 0.15 stops and 2 dE, as `ku.apart` counts.
#
# With the sliders of `ku.match_grade(spoilt, was)`, or by thought: a grade multiplies the light of red, green and blue, each by a number of its own.
#
# <details><summary>A hint</summary>
#
# For each of red, green and blue: by how many stops is the mean light of `was` above that of `spoilt`? Call them r, g and b. `stops` is the mean of the three, `warmth` is r less b, `tint` is g less the mean of r and b.
#
# </details>

# %% role="given" name="graded_frame"
take, second = light.graded_still("graded.txt")
was = rushes[take].frame(scene=second)
spoilt = light.still("graded.jpg")
print(f"{take}, second {second} of the scene: {ku.apart(spoilt, was)}")

# %%
# Not graded. Two sliders are not three: tint is the one that is forgotten.
ku.match_grade(spoilt, was)

# %% role="given" name="not_undone_yet"
undo = None

# %% role="solution" name="the_undoing"
# undo = {"stops": 0.0, "warmth": 0.0, "tint": 0.0}
### BEGIN SOLUTION
r, g, b = np.log2(
    to_light(was).reshape(-1, 3).mean(axis=0) / to_light(spoilt).reshape(-1, 3).mean(axis=0)
)
undo = {"stops": (r + g + b) / 3, "warmth": r - b, "tint": g - (r + b) / 2}
### END SOLUTION

# %%
# Not graded: where it leaves you.
if undo is not None:
    print(ku.apart(ku.graded(spoilt, **undo), was))

# %% role="tests" name="test_undone_light" points=2
from kuleshov.grading import light

wrong = light.no_grade(undo)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
wrong = light.not_undone(
    undo, class_seed("pictures"), class_seed("frame"), ku.rushes("understudy"), "light"
)
assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% role="tests" name="test_undone_colour" points=1
from kuleshov.grading import light

wrong = light.no_grade(undo)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
wrong = light.not_undone(
    undo, class_seed("pictures"), class_seed("frame"), ku.rushes("understudy"), "colour"
)
assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_sides"
# ## 3 Sides
#
# Two generated clips, each of two shots; here are a picture of the first and one of the second. In one of the clips, the two who are in both keep their sides: who was on the left stays on the left. In the other they change. (In your class's files the second pictures may have been turned over.)
#
# Pair 1
#
# ![The first picture of the first generated pair.](sides-1a.jpg) ![The second picture of the first generated pair.](sides-1b.jpg)
#
# Pair 2
#
# ![The first picture of the second generated pair.](sides-2a.jpg) ![The second picture of the second generated pair.](sides-2b.jpg)
#
# The stills are from the clips `g_sd_srs_shotdirector` and `g_sd_angle_syncammaster`: Wu, Chen, Wang, Qiao, ShotDirector project page (2025), CC BY-SA 4.0.
#
# Mark the two on a table: in the pair with a woman and a man, call them `woman` and `man` and set the mark on the head; in the pair with a window and a man, `window` (its middle) and `man`. Tick *moves*, since people do. Then run the cell again, and paste what it prints between the three quotes below. You may also write it by hand: a picture is `[sides-1a @ 00:00:00:00] 480x276`, a mark a line with a name and two numbers, pixels from the left and from the top.

# %%
# Not graded: the tables. What you mark is kept in your studio.
pair_1 = ku.mark("sides-1a.jpg", "sides-1b.jpg", title="a4 pair 1")
pair_1

# %%
pair_2 = ku.mark("sides-2a.jpg", "sides-2b.jpg", title="a4 pair 2")
pair_2

# %%
print(pair_1.marks.to_text())
print(pair_2.marks.to_text())

# %% role="given" name="no_sides_yet"
sides_1, sides_2, keeps = "", "", None

# %% role="solution" name="the_sides"
# sides_1 = """ paste the marks of pair 1 here """
# sides_2 = """ paste the marks of pair 2 here """
# keeps = 1 or 2: the pair that keeps its sides
### BEGIN SOLUTION
sides_1 = space.true_sides(class_seed("pictures"), 1)  # as a hand would set them
sides_2 = space.true_sides(class_seed("pictures"), 2)
keeps = space.the_keeper(class_seed("pictures"))
### END SOLUTION

# %% role="tests" name="test_side_marks" points=2
from kuleshov.grading import space

wrong = space.wrong_sides(sides_1, 1) or space.wrong_sides(sides_2, 2)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
wrong = space.wrong_sides(sides_1, 1, class_seed("pictures"))
wrong = wrong or space.wrong_sides(sides_2, 2, class_seed("pictures"))
assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% role="tests" name="test_keeper" points=1
from kuleshov.grading import space

wrong = space.wrong_sides(sides_1, 1) or space.wrong_sides(sides_2, 2) or space.wrong_keeper(keeps)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
wrong = space.wrong_keeper(keeps, class_seed("pictures"))
assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_words"
# ## 4 In your words
#
# One more file: `few.txt` holds three pictures of the same kitchen, marked by somebody in a hurry. This is what the kit says of them.

# %% role="given" name="the_refusal"
print(space.refusal("few.txt"))

# %% [markdown] role="rubric" name="space_rubric" rubric="space-light"
# **How it is read.** One level in each part.

# %% [markdown] role="written" name="space_refusal" rubric="space-light"
# **The refusal.** What does it lack, and what does that have to do with your `shared`? Somebody says: "So the three pictures are not of one room." Is that so? Name a case in which a true room is refused, and one in which a small misfit would convince you wrongly. What would you bring, another picture or more marks? About 120 words.
#
# ### BEGIN SOLUTION
# The three pictures share fewer than eight things. With so few, there are more unknown places than marks to contradict them, and almost any three pictures would pass. It doesn't say that there are two rooms: these marks came from one. It says that nobody can tell, which is a finding about the marks. Our own 1A, 2A and 3A were refused in lesson 04, and they are one room to the millimetre: an over-the-shoulder shot and its reverse show almost nothing twice. The other way round, the mirrored picture of lesson 04 fitted at a small misfit and was false. I would bring a picture first, a wide one that shows what both others show, as C8a did. More marks help only where there is more to be seen in two.
# ### END SOLUTION

# %% [markdown] role="written" name="space_choice" rubric="space-light"
# **Where a mistake is a choice.** Take one of the faults that you found: too bright, too dark, too warm, too cold, turned over, a thing moved. Describe a cut, in *The Understudy* or in a film that you know, where you would do it on purpose: which two pictures, and what somebody who watches would take it for. What would the measure say, and would it be wrong? About 120 words.
#
# ### BEGIN SOLUTION
# When the bulb dies, I would cut from the wide shot to Diode and leave that close picture a stop too dark. In the room nothing gets darker at that cut: the bulb is dead in both. But the wide shot still has the window, so one's eye believes it can see, and with the close picture it finds that it can't. Somebody who watches will think that the light has gone on leaving. `exposure` would show a jump where the room has none, and it would be right: it measures pictures, and I have changed a picture. What it can't say is whether the jump means anything. If I did the same at a cut where nothing dies, it would be a fault, with the same number.
# ### END SOLUTION


# %% wrong="shared" name="what all pictures show"
def shared(pictures):
    return list(set.intersection(*map(set, pictures)))


# %% wrong="shared" name="everything"
def shared(pictures):
    return list(set().union(*pictures))


# %% wrong="shared" name="as often as it stands there"
def shared(pictures):
    names = [name for one in pictures for name in one]
    return [name for name in names if names.count(name) > 1]


# %% wrong="shared" name="in exactly two"
def shared(pictures):
    names = [name for one in pictures for name in one]
    return [name for name in set(names) if names.count(name) == 2]


# %% wrong="shared" name="how many"
def shared(pictures):
    names = [name for one in pictures for name in one]
    return len({name for name in names if names.count(name) > 1})


# %% wrong="shared" name="of neighbours only"
def shared(pictures):
    return list(set(pictures[0]) & set(pictures[1]) | set(pictures[1]) & set(pictures[2]))


# %% wrong="shared" name="the kit's own"
def shared(pictures):
    from kuleshov.metrics.formulas.marks import MarkedPicture
    from kuleshov.metrics.formulas.reconstruction import shared as theirs

    return theirs(
        [MarkedPicture("a", "0:00", (4, 4), dict.fromkeys(one, (1, 1))) for one in pictures]
    )


# %% wrong="shared" name="nothing comes back"
def shared(pictures):
    print(set.intersection(*map(set, pictures)))


# %% wrong="the_moved_thing" name="what never moves"
moved_thing = "window"

# %% wrong="the_moved_thing" name="a mark, and not the thing"
moved_thing = "kettle lid"

# %% wrong="the_moved_thing" name="not in the room"
moved_thing = "cup"

# %% wrong="the_moved_thing" name="nothing"
moved_thing = None

# %% wrong="the_moved_thing" name="all that could be moved"
moved_thing = ["kettle", "book", "bowl", "stool"]

# %% wrong="the_moved_thing" name="the second best"
moved_thing = "table"

# %% wrong="the_moved_thing" name="the misfit with it"
moved_thing = kitchen.moved.thing
misfit = kitchen.residual

# %% wrong="the_moved_thing" name="the misfit in words"
moved_thing = kitchen.moved.thing
misfit = "0.7 px"

# %% wrong="the_moved_thing" name="no misfit at all"
moved_thing = kitchen.moved.thing
misfit = 0


# %% wrong="bearing" name="left and right"
def bearing(here, facing, there):
    ahead, to = np.subtract(facing, here), np.subtract(there, here)
    angle = np.degrees(np.arctan2(ahead[0], ahead[1]) - np.arctan2(to[0], to[1]))
    return (angle + 180) % 360 - 180


# %% wrong="bearing" name="radians"
def bearing(here, facing, there):
    ahead, to = np.subtract(facing, here), np.subtract(there, here)
    angle = np.arctan2(to[0], to[1]) - np.arctan2(ahead[0], ahead[1])
    return (angle + np.pi) % (2 * np.pi) - np.pi


# %% wrong="bearing" name="from straight up the plan"
def bearing(here, facing, there):
    to = np.subtract(there, here)
    return np.degrees(np.arctan2(to[0], to[1]))


# %% wrong="bearing" name="from the plan's corner"
def bearing(here, facing, there):
    angle = np.degrees(np.arctan2(*there) - np.arctan2(*facing))
    return (angle + 180) % 360 - 180


# %% wrong="bearing" name="the long way round"
def bearing(here, facing, there):
    ahead, to = np.subtract(facing, here), np.subtract(there, here)
    return np.degrees(np.arctan2(to[0], to[1]) - np.arctan2(ahead[0], ahead[1]))


# %% wrong="bearing" name="without a side"
def bearing(here, facing, there):
    a, b = np.subtract(facing, here), np.subtract(there, here)
    return np.degrees(np.arccos(a @ b / np.linalg.norm(a) / np.linalg.norm(b)))


# %% wrong="bearing" name="arctan of a quotient"
def bearing(here, facing, there):
    a, b = np.subtract(facing, here), np.subtract(there, here)
    return np.degrees(np.arctan(b[0] / b[1]) - np.arctan(a[0] / a[1]))


# %% wrong="the_bearings" name="to the left"
bearings = {
    name: -bearing(places["clock middle"], places["table far left"], places[name])
    for name in bearings
}

# %% wrong="the_bearings" name="radians"
bearings = {
    name: np.radians(bearing(places["clock middle"], places["table far left"], places[name]))
    for name in bearings
}

# %% wrong="the_bearings" name="facing the camera's way"
bearings = {name: bearing(places["clock middle"], (0, 99), places[name]) for name in bearings}

# %% wrong="the_bearings" name="from the first camera"
bearings = {name: bearing((0, 0), places["table far left"], places[name]) for name in bearings}

# %% wrong="the_bearings" name="two of three"
bearings["table near right"] = -50
bearings["door lower left"] = -120

# %% wrong="the_bearings" name="all straight ahead"
bearings = dict.fromkeys(bearings, 0.0)


# %% wrong="stops_apart" name="values as shown"
def stops_apart(one, other):
    return float(np.log2(np.median(other @ WEIGHTS) / np.median(one @ WEIGHTS)))


# %% wrong="stops_apart" name="the wrong way round"
def stops_apart(one, other):
    return float(np.log2(np.median(to_light(one) @ WEIGHTS) / np.median(to_light(other) @ WEIGHTS)))


# %% wrong="stops_apart" name="the natural logarithm"
def stops_apart(one, other):
    return float(np.log(np.median(to_light(other) @ WEIGHTS) / np.median(to_light(one) @ WEIGHTS)))


# %% wrong="stops_apart" name="the mean"
def stops_apart(one, other):
    return float(np.log2((to_light(other) @ WEIGHTS).mean() / (to_light(one) @ WEIGHTS).mean()))


# %% wrong="stops_apart" name="a difference"
def stops_apart(one, other):
    return float(np.median(to_light(other) @ WEIGHTS) - np.median(to_light(one) @ WEIGHTS))


# %% wrong="stops_apart" name="how many times"
def stops_apart(one, other):
    return float(np.median(to_light(other) @ WEIGHTS) / np.median(to_light(one) @ WEIGHTS))


# %% wrong="stops_apart" name="three colours alike"
def stops_apart(one, other):
    return float(
        np.log2(np.median(to_light(other).mean(axis=2)) / np.median(to_light(one).mean(axis=2)))
    )


# %% wrong="stops_apart" name="the kit's own"
def stops_apart(one, other):
    return ku.apart(other, one).stops


# %% wrong="the_faults" name="nothing wrong anywhere"
faults = dict.fromkeys(range(1, 7), "none")

# %% wrong="the_faults" name="another order"
right = light.the_faults(class_seed("pictures"))
faults = {number: right[number % 6 + 1] for number in right}

# %% wrong="the_faults" name="a list"
faults = ["none", "exposure", "mirrored", "white balance", "none", "none"]

# %% wrong="the_faults" name="other words"
faults = dict.fromkeys(range(1, 7), "too dark")

# %% wrong="the_faults" name="five of six"
faults = {1: "none", 2: "exposure", 3: "mirrored", 4: "white balance", 5: "none"}

# %% wrong="the_faults" name="the whole pictures' medians, over half a stop"
faults = {1: "mirrored", 2: "white balance"} | {
    number: "exposure" if abs(stops_apart(*light.halves(f"pair-{number}.jpg"))) > 0.5 else "none"
    for number in range(3, 7)
}

# %% wrong="the_undoing" name="the same grade once more"
r, g, b = np.log2(
    to_light(was).reshape(-1, 3).mean(axis=0) / to_light(spoilt).reshape(-1, 3).mean(axis=0)
)
undo = {"stops": -(r + g + b) / 3, "warmth": b - r, "tint": (r + b) / 2 - g}

# %% wrong="the_undoing" name="values as shown"
r, g, b = np.log2(np.median(was.reshape(-1, 3), axis=0) / np.median(spoilt.reshape(-1, 3), axis=0))
undo = {"stops": (r + g + b) / 3, "warmth": r - b, "tint": g - (r + b) / 2}

# %% wrong="the_undoing" name="light alone"
undo = {"stops": stops_apart(spoilt, was), "warmth": 0.0, "tint": 0.0}

# %% wrong="the_undoing" name="nothing done"
undo = {"stops": 0.0, "warmth": 0.0, "tint": 0.0}

# %% wrong="the_undoing" name="three numbers without names"
undo = [0.9, 0.5, -0.2]

# %% wrong="the_undoing" name="no tint"
r, g, b = np.log2(
    to_light(was).reshape(-1, 3).mean(axis=0) / to_light(spoilt).reshape(-1, 3).mean(axis=0)
)
undo = {"stops": (r + g + b) / 3, "warmth": r - b}

# %% wrong="the_sides" name="the other pair"
sides_1 = space.true_sides(class_seed("pictures"), 1)
sides_2 = space.true_sides(class_seed("pictures"), 2)
keeps = 3 - space.the_keeper(class_seed("pictures"))

# %% wrong="the_sides" name="no marks"
keeps = space.the_keeper(class_seed("pictures"))

# %% wrong="the_sides" name="the pairs' marks in each other's place"
sides_2 = space.true_sides(class_seed("pictures"), 1)
sides_1 = space.true_sides(class_seed("pictures"), 2)
keeps = space.the_keeper(class_seed("pictures"))

# %% wrong="the_sides" name="all marks in the middle"
sides_1, sides_2 = (
    "\n".join(
        f"[sides-{n}{letter} @ 00:00:00:00] 480x276\n*man 240 100\n*{other} 241 100"
        for letter in "ab"
    )
    for n, other in ((1, "woman"), (2, "window"))
)
keeps = space.the_keeper(class_seed("pictures"))

# %% wrong="the_sides" name="one subject"
sides_1 = (
    "[sides-1a @ 00:00:00:00] 480x276\n*man 240 100\n[sides-1b @ 00:00:00:00] 480x276\n*man 240 100"
)
sides_2 = sides_1.replace("sides-1", "sides-2")
keeps = 1

# %% wrong="the_sides" name="words"
sides_1 = "the woman is on the left and stays there"
sides_2 = "the window changes"
keeps = "the first"
