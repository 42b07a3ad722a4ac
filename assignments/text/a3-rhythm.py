# %% [markdown] role="given" name="brief"
# # a3 Rhythm
#
# A scene is there, and it is slow. You will measure how slow, find out whether its shots come in just any order, and then cut it twice as fast without losing a word.
#
# **What you write.** Four short functions, each tested on lists of shots that you see here and on lists that you don't; and a re-cut, by hand or by code. Write the functions yourself: one that asks the kit for the answer earns nothing.
#
# **What a person reads.** Two paragraphs at the end.
#
# | | points |
# |---|---|
# | three numbers about shot lengths | 6 |
# | a test of order | 6 |
# | the re-cut | 8 |
# | in your words | 10 |
#
# You need lesson 03. A film is written here as the lengths of its shots in **frames**, a list of whole numbers in the film's own order, and its rate in frames a second.

# %% role="given" name="scene"
import numpy as np

import kuleshov as ku
from kuleshov.grading import rhythm

rushes = ku.rushes("understudy")
slow = rhythm.slow_scene(class_seed("scene"), rushes)
slow

# %% role="given" name="lengths"
frames = [len(shot) for shot in slow]
rate = float(slow.rate)
print(frames, "frames, at", rate, "a second")

# %%
# To watch it, take away the first # and run this cell.
# slow.render("a3-slowly.mp4")

# %% [markdown] role="given" name="about_numbers"
# ## 1 Three numbers
#
# `median_length(frames, rate)`: half of the shots are shorter than this, half are longer. In seconds. Where the number of shots is even, it is the mean of the middle two.
#
# `short_share(frames, rate, limit=2.0)`: of all the film's *time*, the share that passes in shots shorter than `limit` seconds. From 0 to 1. A shot that lasts exactly `limit` is not shorter.
#
# `spread(frames)`: how unequal the shots are, whatever the tempo: the standard deviation of the natural logarithms of their lengths, divided by one less than the number of shots.
#
# <details><summary>A hint</summary>
#
# `sorted(frames)` gives a new list in order of length and leaves the old one alone. For the other two begin with `lengths = np.array(frames)`: then `lengths / rate` are seconds, `lengths[lengths > 48]` are those over 48, and `np.log(lengths).std(ddof=1)` divides by one less.
#
# </details>


# %% role="solution" name="median_length"
def median_length(frames, rate):
    """Return the median shot length in seconds, given lengths in frames and a rate (1/s)."""
    ### BEGIN SOLUTION
    ordered = sorted(frames)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle] / rate
    return (ordered[middle - 1] + ordered[middle]) / 2 / rate
    ### END SOLUTION


# %% role="solution" name="short_share"
def short_share(frames, rate, limit=2.0):
    """Return the share of the film's time in shots shorter than a limit in seconds, 0 to 1."""
    ### BEGIN SOLUTION
    seconds = np.array(frames) / rate
    return float(seconds[seconds < limit].sum() / seconds.sum())
    ### END SOLUTION


# %% role="solution" name="spread"
def spread(frames):
    """Return the standard deviation of the natural logarithms of shot lengths."""
    ### BEGIN SOLUTION
    return float(np.log(frames).std(ddof=1))
    ### END SOLUTION


# %%
# Try them here; this cell is not graded.
median_length(frames, rate), short_share(frames, rate), spread(frames)

# %% role="tests" name="test_median" points=2
from kuleshov.grading import rhythm, student

wrong = rhythm.own_work(student, "median_length", rhythm.NUMBERS)
assert not wrong, wrong[0]
for given in ([30, 50, 40], [72, 24, 24, 240], [96, 20]):
    wrong = rhythm.wrong_median(median_length, given, 24.0)
    assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
for made_more, (made_count, made_rate) in enumerate(((9, 24.0), (14, 25.0), (1, 24.0), (30, 16.0))):
    made_lengths = (
        rhythm.some_lengths(class_seed("medians") + made_more, made_count)
        if made_count > 4
        else [61]
    )
    wrong = rhythm.wrong_median(median_length, made_lengths, made_rate)
    assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% role="tests" name="test_short_share" points=2
from kuleshov.grading import rhythm, student

wrong = rhythm.own_work(student, "short_share", rhythm.NUMBERS)
assert not wrong, wrong[0]
for given in ([24, 24, 144], [48, 24, 72], [60, 70, 80]):
    wrong = rhythm.wrong_short_share(short_share, given, 24.0)
    assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
for made_more, (made_rate, made_limit) in enumerate(((24.0, 2.0), (25.0, 2.0), (24.0, 1.5))):
    made_lengths = rhythm.some_lengths(class_seed("shares") + made_more, 12)
    wrong = rhythm.wrong_short_share(short_share, made_lengths, made_rate, made_limit)
    assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% role="tests" name="test_spread" points=2
from kuleshov.grading import rhythm, student

wrong = rhythm.own_work(student, "spread", rhythm.NUMBERS)
assert not wrong, wrong[0]
for given in ([24, 48, 96], [40, 40, 40]):
    wrong = rhythm.wrong_spread(spread, given)
    assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
for made_more in range(3):
    made_lengths = rhythm.some_lengths(class_seed("spreads") + made_more, 8 + made_more)
    wrong = rhythm.wrong_spread(spread, made_lengths)
    assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% role="given" name="likeness"
lag1 = rhythm.lag1  # of a list of lengths: one number, which the order changes

# %% [markdown] role="given" name="about_chance"
# ## 2 A test of order
#
# Deal the shots of a film in another order, and all three numbers stay as they were. Here is one that does not: `lag1(lengths)`, the likeness of neighbours (`ku.card("lag1")`). It is above 0 where long shots follow long ones, below 0 where long and short alternate.
#
# Any order has some `lag1`, a dealt one too. So ask how often a dealt one comes as far.
#
# `chance(lengths, statistic, shuffles=999, seed=1)` returns **p**:
#
# 1. Ask `statistic(lengths)` for the number of the film's own order.
# 2. Deal the same lengths anew, `shuffles` times, and ask for the number of each deal. All deals come from one generator that is made from the seed.
# 3. The middle is the mean of the deals' numbers. Count the deals whose number lies **at least as far from the middle** as the film's own, on either side.
# 4. The film's own order is one that chance could have dealt, so it counts too: p is `(1 + count) / (1 + shuffles)`.
#
# <details><summary>A hint</summary>
#
# `rng = np.random.default_rng(seed)` makes the generator, `rng.permutation(lengths)` deals once. Collect the numbers of all deals in a list, make an array of it, and `np.abs(numbers - numbers.mean())` says how far each lies from the middle.
#
# </details>


# %% role="solution" name="chance"
def chance(lengths, statistic, shuffles=999, seed=1):
    """Return the share of orders whose statistic lies as far from the middle as the film's own."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    dealt = np.array([statistic(rng.permutation(lengths)) for _ in range(shuffles)])
    middle = dealt.mean()
    count = int((np.abs(dealt - middle) >= abs(statistic(lengths) - middle) - 1e-9).sum())
    return (1 + count) / (1 + shuffles)
    ### END SOLUTION


# %%
# Not graded: the scene's own likeness of neighbours, and how often chance comes as far.
print(f"lag1 {lag1(frames):+.2f}, p {chance(frames, lag1):.3f}")

# %% role="tests" name="test_deals" points=2
from kuleshov.grading import rhythm, student

wrong = rhythm.own_work(student, "chance", rhythm.NUMBERS)
assert not wrong, wrong[0]
wrong = rhythm.wrong_shuffles(chance, [24, 30, 55, 80, 100])
assert not wrong, wrong[0]

# %% role="tests" name="test_p" points=2
from kuleshov.grading import rhythm, student

wrong = rhythm.own_work(student, "chance", rhythm.NUMBERS)
assert not wrong, wrong[0]
# Ever longer, so that chance hardly comes as far; and long and short in turn.
for given in ([20, 24, 30, 33, 41, 48, 52, 60, 77, 90], [20, 90, 24, 77, 30, 60, 33, 52, 41, 48]):
    wrong = rhythm.wrong_chance(chance, given, lag1)
    assert not wrong, wrong[0]
wrong = rhythm.wrong_corners(chance)
assert not wrong, wrong[0]

# %% role="tests" name="test_p_elsewhere" points=2
# Lists that you have not seen.
assert callable(chance), "`chance` should be a function."
wrong = rhythm.wrong_chance(chance, [40, 26, 31, 90, 70, 52, 28], lag1)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
for made_more in range(3):
    made_lengths = rhythm.some_lengths(class_seed("orders") + made_more, 6 + 4 * made_more)
    wrong = rhythm.wrong_chance(chance, made_lengths, lag1)
    assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_recut"
# ## 3 Twice as fast
#
# Cut the scene again, as `recut`, so that
#
# - the median of its shots is **at most half** of what it was, and the film is no longer than before;
# - every line that is heard whole in the scene is heard whole, once;
# - of what each of its shots shows, at least half a second is left, in whichever take you like.
#
# What nobody sees as a cut makes nothing faster: a piece that goes on where the one before it stopped, or close to it, in the same take, is the same shot, whether a dissolve, a flash or a moment of black lies between or not. A shot under half a second counts for nothing here. Slates, gaps and takes from elsewhere are no part of this scene's lines and moments, and a slate or a gap costs points.
#
# A tempo slider halves the median in a second. It also beheads the lines. You will have to look for another way: there are other angles, and there are pauses.
#
# Write it as text, or by code from `slow.copy("faster")`, or by hand: with `recut` there, put `ku.cutting_room(rushes, recut)` into a cell of its own below.

# %% role="given" name="no_recut_yet"
recut = None

# %% role="solution" name="the_recut"
# cell: the_recut
### BEGIN SOLUTION
# What a machine would do: halfway through each shot, the same moment from another angle. It has all
# the points that a machine can give, and the first paragraph below says what it lacks.
recut = slow.copy("The scene, twice as fast")
for number in range(len(slow), 0, -1):
    here, after = slow.shots[number - 1], slow.shots[number : number + 1]
    beside = {here.take, *(shot.take for shot in after)}
    middle = (0, *slow.cuts)[number - 1] + len(here) // 2
    recut.angle(f"{middle}f", next(t for t in ("4A-1", "5A-1", "3A-1") if t not in beside))
### END SOLUTION

# %%
# Look at it as often as you like; this cell is not graded.
recut

# %%
# Nor is this one: what a colleague would point at, and the lines.
if recut is not None:
    for finding in recut.check():
        print(finding)
    print(*recut.lines(), sep="\n")

# %% role="tests" name="test_faster" points=3
from kuleshov.grading import brief, rhythm

takes = ku.rushes("understudy")
missing = brief.is_a_cut(recut, "recut") or brief.holes(recut)
assert not missing, missing[0]
missing = rhythm.not_faster(recut, rhythm.slow_scene(class_seed("scene"), takes))
assert not missing, missing[0]
### BEGIN HIDDEN TESTS
missing = brief.not_its_text(recut, takes)
assert not missing, missing[0]
### END HIDDEN TESTS

# %% role="tests" name="test_lines" points=3
from kuleshov.grading import brief, rhythm

takes = ku.rushes("understudy")
missing = brief.is_a_cut(recut, "recut") or brief.not_its_text(recut, takes)
assert not missing, missing[0]
made_again = ku.Cut.from_text(recut.to_text(), takes)
missing = rhythm.lines_lost(made_again, rhythm.slow_scene(class_seed("scene"), takes))
assert not missing, missing[0]

# %% role="tests" name="test_moments" points=2
from kuleshov.grading import brief, rhythm

takes = ku.rushes("understudy")
missing = brief.is_a_cut(recut, "recut") or brief.not_its_text(recut, takes)
assert not missing, missing[0]
made_again = ku.Cut.from_text(recut.to_text(), takes)
missing = rhythm.moments_lost(made_again, rhythm.slow_scene(class_seed("scene"), takes))
assert not missing, missing[0]

# %% [markdown] role="given" name="about_words"
# ## 4 In your words
#
# Write for somebody who has seen both films once. Point at moments with timecode: `[slow@00:00:12:08]` for the scene as it came, `[recut@00:00:05:20]` for yours.

# %% [markdown] role="rubric" name="rhythm_rubric" rubric="rhythm"
# **How it is read.** One level in each part.

# %% [markdown] role="written" name="rhythm_sense" rubric="rhythm"
# **Tempo and sense.** What does the scene say at the new tempo that it did not say before, or no longer? Two moments, one where the speed helps and one where it costs something: what is to be seen and heard there. Would you have cut it as the brief asks? About 120 words.
#
# ### BEGIN SOLUTION
# At [slow@00:00:10:23] Filament says "No.", and we see it say so. At [recut@00:00:10:04] the picture has gone to Diode before the word comes: the same word is now heard by somebody, and it hurts more. That is what the speed gives here, a listener for every speaker. It costs the flicker. From [slow@00:00:12:18] on one looks at Filament for nearly four seconds and waits for the bulb to fail again. At [recut@00:00:14:15] a machine has cut to Diode, halfway, since halfway is where half the median lies, and the waiting is over before it was felt. I would cut the test as the brief asks and leave the flicker whole.
# ### END SOLUTION

# %% [markdown] role="written" name="rhythm_numbers" rubric="rhythm"
# **What the numbers cannot tell.** Which of your four numbers changed between the scene and your re-cut, and which did not? What does your p say about the order of the scene's ten shots, and what would it need to say more? Name one thing about the rhythm that you hear and that none of the numbers holds. About 120 words.
#
# ### BEGIN SOLUTION
# The median is half of what it was, 0.83 s after 1.67 s, as ordered. All of the time passes in short shots now; 56 % did. The spread hardly moved, 0.33 after 0.34: halves of unequal shots are as unequal as the shots. The scene's p is 0.86, and from that I can't say that its shots came in just any order: with ten of them an order that is there mostly looks like this too. Two hundred could tell. In my re-cut p is 0.03, and that is no rhythm either: each shot became two of one length, so that every length has its like beside it. What no number holds is where a cut falls against a word. One at [slow@00:00:11:08] comes after "No."; mine at [recut@00:00:10:04] comes before. Both films have a list of lengths, and the words are in neither.
# ### END SOLUTION


# %% wrong="median_length" name="the mean"
def median_length(frames, rate):
    return sum(frames) / len(frames) / rate


# %% wrong="median_length" name="in frames"
def median_length(frames, rate):
    return float(np.median(frames))


# %% wrong="median_length" name="the upper one of the middle two"
def median_length(frames, rate):
    return sorted(frames)[len(frames) // 2] / rate


# %% wrong="median_length" name="the shot in the middle of the film"
def median_length(frames, rate):
    middle = len(frames) // 2
    if len(frames) % 2:
        return frames[middle] / rate
    return (frames[middle - 1] + frames[middle]) / 2 / rate


# %% wrong="median_length" name="halfway between the shortest and the longest"
def median_length(frames, rate):
    return (min(frames) + max(frames)) / 2 / rate


# %% wrong="median_length" name="every film has 24 frames a second"
def median_length(frames, rate):
    return float(np.median(frames)) / 24


# %% wrong="median_length" name="the kit's own"
def median_length(frames, rate):
    from kuleshov.metrics.formulas import shot_lengths

    return shot_lengths.median([length / rate for length in frames])


# %% wrong="short_share" name="of the shots"
def short_share(frames, rate, limit=2.0):
    seconds = np.array(frames) / rate
    return float((seconds < limit).mean())


# %% wrong="short_share" name="the limit in frames"
def short_share(frames, rate, limit=2.0):
    lengths = np.array(frames)
    return float(lengths[lengths < limit].sum() / lengths.sum())


# %% wrong="short_share" name="as short or shorter"
def short_share(frames, rate, limit=2.0):
    seconds = np.array(frames) / rate
    return float(seconds[seconds <= limit].sum() / seconds.sum())


# %% wrong="short_share" name="the seconds"
def short_share(frames, rate, limit=2.0):
    seconds = np.array(frames) / rate
    return float(seconds[seconds < limit].sum())


# %% wrong="short_share" name="in per cent"
def short_share(frames, rate, limit=2.0):
    seconds = np.array(frames) / rate
    return float(100 * seconds[seconds < limit].sum() / seconds.sum())


# %% wrong="short_share" name="the long ones"
def short_share(frames, rate, limit=2.0):
    seconds = np.array(frames) / rate
    return float(seconds[seconds >= limit].sum() / seconds.sum())


# %% wrong="short_share" name="two seconds, whatever the limit"
def short_share(frames, rate, limit=2.0):
    seconds = np.array(frames) / rate
    return float(seconds[seconds < 2].sum() / seconds.sum())


# %% wrong="spread" name="divided by the number of shots"
def spread(frames):
    return float(np.log(frames).std())


# %% wrong="spread" name="without the logarithm"
def spread(frames):
    return float(np.std(frames, ddof=1))


# %% wrong="spread" name="to the base 10"
def spread(frames):
    return float(np.log10(frames).std(ddof=1))


# %% wrong="spread" name="the variance"
def spread(frames):
    return float(np.log(frames).var(ddof=1))


# %% wrong="spread" name="over the mean"
def spread(frames):
    return float(np.std(frames, ddof=1) / np.mean(frames))


# %% wrong="spread" name="the logarithm of the spread"
def spread(frames):
    return float(np.log(np.std(frames, ddof=1) + 1))


# %% wrong="chance" name="without the film's own order"
def chance(lengths, statistic, shuffles=999, seed=1):
    rng = np.random.default_rng(seed)
    dealt = np.array([statistic(rng.permutation(lengths)) for _ in range(shuffles)])
    middle = dealt.mean()
    return float((np.abs(dealt - middle) >= abs(statistic(lengths) - middle)).mean())


# %% wrong="chance" name="one side"
def chance(lengths, statistic, shuffles=999, seed=1):
    rng = np.random.default_rng(seed)
    dealt = np.array([statistic(rng.permutation(lengths)) for _ in range(shuffles)])
    return (1 + int((dealt >= statistic(lengths)).sum())) / (1 + shuffles)


# %% wrong="chance" name="as far from 0"
def chance(lengths, statistic, shuffles=999, seed=1):
    rng = np.random.default_rng(seed)
    dealt = np.array([statistic(rng.permutation(lengths)) for _ in range(shuffles)])
    return (1 + int((np.abs(dealt) >= abs(statistic(lengths)) - 1e-9).sum())) / (1 + shuffles)


# %% wrong="chance" name="twice the smaller side"
def chance(lengths, statistic, shuffles=999, seed=1):
    rng = np.random.default_rng(seed)
    dealt = np.array([statistic(rng.permutation(lengths)) for _ in range(shuffles)])
    own = statistic(lengths)
    sides = [1 + int((dealt >= own - 1e-9).sum()), 1 + int((dealt <= own + 1e-9).sum())]
    return min(1.0, 2 * min(sides) / (1 + shuffles))


# %% wrong="chance" name="farther, and not as far"
def chance(lengths, statistic, shuffles=999, seed=1):
    rng = np.random.default_rng(seed)
    dealt = np.array([statistic(rng.permutation(lengths)) for _ in range(shuffles)])
    middle = dealt.mean()
    count = int((np.abs(dealt - middle) > abs(statistic(lengths) - middle) + 1e-9).sum())
    return (1 + count) / (1 + shuffles)


# %% wrong="chance" name="drawn, and put back"
def chance(lengths, statistic, shuffles=999, seed=1):
    rng = np.random.default_rng(seed)
    dealt = np.array([statistic(rng.choice(lengths, len(lengths))) for _ in range(shuffles)])
    middle = dealt.mean()
    count = int((np.abs(dealt - middle) >= abs(statistic(lengths) - middle) - 1e-9).sum())
    return (1 + count) / (1 + shuffles)


# %% wrong="chance" name="the list begun elsewhere"
def chance(lengths, statistic, shuffles=999, seed=1):
    rng = np.random.default_rng(seed)
    turns = rng.integers(1, len(lengths), shuffles)
    dealt = np.array([statistic(np.roll(lengths, turn)) for turn in turns])
    middle = dealt.mean()
    count = int((np.abs(dealt - middle) >= abs(statistic(lengths) - middle) - 1e-9).sum())
    return (1 + count) / (1 + shuffles)


# %% wrong="chance" name="one deal, again and again"
def chance(lengths, statistic, shuffles=999, seed=1):
    dealt = np.array(
        [statistic(np.random.default_rng(seed).permutation(lengths)) for _ in range(shuffles)]
    )
    middle = dealt.mean()
    count = int((np.abs(dealt - middle) >= abs(statistic(lengths) - middle) - 1e-9).sum())
    return (1 + count) / (1 + shuffles)


# %% wrong="chance" name="a seed of its own, whichever is given"
def chance(lengths, statistic, shuffles=999, seed=1):
    rng = np.random.default_rng(1)
    dealt = np.array([statistic(rng.permutation(lengths)) for _ in range(shuffles)])
    middle = dealt.mean()
    count = int((np.abs(dealt - middle) >= abs(statistic(lengths) - middle) - 1e-9).sum())
    return (1 + count) / (1 + shuffles)


# %% wrong="chance" name="the seed left lying"
def chance(lengths, statistic, shuffles=999, seed=1):
    rng = np.random.default_rng()
    dealt = np.array([statistic(rng.permutation(lengths)) for _ in range(shuffles)])
    middle = dealt.mean()
    count = int((np.abs(dealt - middle) >= abs(statistic(lengths) - middle) - 1e-9).sum())
    return (1 + count) / (1 + shuffles)


# %% wrong="chance" name="the share of those that are nearer"
def chance(lengths, statistic, shuffles=999, seed=1):
    rng = np.random.default_rng(seed)
    dealt = np.array([statistic(rng.permutation(lengths)) for _ in range(shuffles)])
    middle = dealt.mean()
    count = int((np.abs(dealt - middle) < abs(statistic(lengths) - middle)).sum())
    return (1 + count) / (1 + shuffles)


# %% wrong="chance" name="the same deals, whatever the seed"
def chance(lengths, statistic, shuffles=999, seed=1):
    rng = np.random.default_rng(1)
    dealt = np.array([statistic(rng.permutation(lengths)) for _ in range(shuffles)])
    middle = dealt.mean()
    count = int((np.abs(dealt - middle) >= abs(statistic(lengths) - middle) - 1e-9).sum())
    return (1 + count) / (1 + shuffles)


# %% wrong="chance" name="around the median of the deals"
def chance(lengths, statistic, shuffles=999, seed=1):
    rng = np.random.default_rng(seed)
    dealt = np.array([statistic(rng.permutation(lengths)) for _ in range(shuffles)])
    middle = np.median(dealt)
    count = int((np.abs(dealt - middle) >= abs(statistic(lengths) - middle) - 1e-9).sum())
    return (1 + count) / (1 + shuffles)


# %% wrong="chance" name="a thousand deals, however many were asked for"
def chance(lengths, statistic, shuffles=999, seed=1):
    rng = np.random.default_rng(seed)
    dealt = np.array([statistic(rng.permutation(lengths)) for _ in range(999)])
    middle = dealt.mean()
    count = int((np.abs(dealt - middle) >= abs(statistic(lengths) - middle) - 1e-9).sum())
    return (1 + count) / 1000


# %% wrong="chance" name="one deal too few"
def chance(lengths, statistic, shuffles=999, seed=1):
    rng = np.random.default_rng(seed)
    dealt = np.array([statistic(rng.permutation(lengths)) for _ in range(1, shuffles)])
    middle = dealt.mean()
    count = int((np.abs(dealt - middle) >= abs(statistic(lengths) - middle) - 1e-9).sum())
    return (1 + count) / shuffles


# %% wrong="chance" name="lag1, whatever was asked for"
def chance(lengths, statistic, shuffles=999, seed=1):
    rng = np.random.default_rng(seed)
    dealt = np.array([lag1(rng.permutation(lengths)) for _ in range(shuffles)])
    middle = dealt.mean()
    count = int((np.abs(dealt - middle) >= abs(lag1(lengths) - middle) - 1e-9).sum())
    return (1 + count) / (1 + shuffles)


# %% wrong="the_recut" name="the scene as it came"
# cell: the_recut
recut = slow.copy("as it came")

# %% wrong="the_recut" name="the middle half of every shot, as a slider would"
# cell: the_recut
recut = slow.copy("by the slider")
for number, shot in enumerate(slow, 1):
    quarter = len(shot) // 4
    recut.trim(number, in_=f"{shot.in_ + quarter}f", out=f"{shot.out - quarter}f")

# %% wrong="the_recut" name="bladed: every shot in two, and nobody sees it"
# cell: the_recut
recut = slow.copy("bladed")
for number, shot in reversed(list(enumerate(slow, 1))):
    recut.blade(f"{(0, *slow.cuts)[number - 1] + len(shot) // 2}f")

# %% wrong="the_recut" name="every shot in two, and a dissolve over it that nobody sees"
# cell: the_recut
recut = slow.copy("dissolved")
for number, shot in reversed(list(enumerate(slow, 1))):
    recut.blade(f"{(0, *slow.cuts)[number - 1] + len(shot) // 2}f").dissolve(number + 1, 2)

# %% wrong="the_recut" name="every shot in two, and a frame taken out"
# cell: the_recut
recut = slow.copy("a frame less")
for number, shot in reversed(list(enumerate(slow, 1))):
    recut.blade(f"{(0, *slow.cuts)[number - 1] + len(shot) // 2}f")
    recut.trim(number + 1, in_=f"{recut.shots[number].in_ + 1}f")

# %% wrong="the_recut" name="every shot in two, and a frame of black between"
# cell: the_recut
recut = slow.copy("blinking")
for number, shot in reversed(list(enumerate(slow, 1))):
    recut.blade(f"{(0, *slow.cuts)[number - 1] + len(shot) // 2}f")
    recut.black("1f", before=number + 1)

# %% wrong="the_recut" name="half as many frames a second"
# cell: the_recut
recut = ku.Cut("at twelve", rate=12, rushes=rushes)
for shot in slow:
    recut.add(shot.take, shot.in_ / 24, shot.out / 24)

# %% wrong="the_recut" name="flashes at the end"
# cell: the_recut
recut = slow.copy("flashes")
for n in range(12):
    recut.add("4A-1" if n % 2 else "5A-1", f"{100 + n}f", f"{101 + n}f")

# %% wrong="the_recut" name="short shots added at the end"
# cell: the_recut
recut = slow.copy("padded")
for n in range(12):
    recut.add("4A-1" if n % 2 else "5A-1", f"{100 + 20 * n}f", f"{113 + 20 * n}f")

# %% wrong="the_recut" name="the pauses thrown out, with all that happens in them"
# cell: the_recut
recut = ku.Cut("nothing but talk", rushes=rushes)
for line in slow.lines():
    take = rushes["4A-1" if line.speaker == "filament" else "5A-1"]
    recut.add(
        take,
        take.at(scene=line.scene - 0.05),
        take.at(scene=line.scene + line.stop - line.start + 0.1),
    )

# %% wrong="the_recut" name="the mean is halved and the median is not"
# cell: the_recut
recut = slow.copy("one shot in pieces")
longest = max(range(1, len(slow) + 1), key=lambda number: len(slow.shots[number - 1]))
start = (0, *slow.cuts)[longest - 1]
for n in range(len(slow.shots[longest - 1]) // 13 - 1, 0, -1):
    recut.angle(f"{start + 13 * n}f", ("4A-1", "5A-1", "3A-1")[n % 3])

# %% wrong="the_recut" name="other words: the performance from another place"
# cell: the_recut
recut = ku.Cut("elsewhere", rushes=rushes)
for n in range(16):
    take = rushes["4A-1" if n % 2 else "1A-1"]
    recut.add(take, take.at(scene=14 + n), take.at(scene=15 + n))
