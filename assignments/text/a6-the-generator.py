# %% [markdown] role="given" name="brief"
# # a6 The generator
#
# "The most likely next pixel": that is the charge. You build the smallest machine that could be guilty of it, let it run, ask how far ahead it sees, and lay what it makes side by side. Then you say whether the charge is the right one.
#
# **What you write.** Six short functions, each tested on numbers that you see here and on numbers and takes that you don't, and what you find in one take that your class has to itself. Write the functions yourself: one that asks the kit for the answer earns nothing.
#
# **What a person reads.** Two paragraphs at the end.
#
# | | points |
# |---|---|
# | a model: fit, what it leaves over, samples | 8 |
# | how far ahead it sees | 6 |
# | side by side, and a coin | 6 |
# | in your words | 10 |
#
# You need lesson 07. A frame is written here as eight numbers, its **state**: how much of each of eight patterns is added to the mean picture. An array of (frames, 8) is a film; a state of all zeros is the mean picture itself.

# %% role="given" name="start"
from itertools import combinations

import numpy as np

import kuleshov as ku
from kuleshov.grading import generator

rushes = ku.rushes("understudy")
take, start, seconds = generator.place(class_seed("place"))
learnt, unseen = generator.states(rushes[take], start, seconds)
print(f"Your class's take: {take}. {len(learnt)} frames to learn from, {len(unseen)} after them.")

# %% [markdown] role="given" name="about_fit"
# ## 1 A model
#
# `fit(states)`: the matrix `A` with which `A @ now` comes nearest to the next state, over all frames that have a next one: nearest by the sum of squares.
#
# <details><summary>A hint</summary>
#
# `np.linalg.lstsq(these, those, rcond=None)[0]` finds the B for which `these @ B` is nearest to `those`. Each row of `these` is a state, the same row of `those` the one that came next. `now @ B` is `B.T @ now`.
#
# </details>


# %% role="solution" name="fit"
def fit(states):
    """Return the matrix A (n, n) with A @ now nearest to the next state, least squares."""
    ### BEGIN SOLUTION
    return np.linalg.lstsq(states[:-1], states[1:], rcond=None)[0].T
    ### END SOLUTION


# %%
# Try it here; this cell is not graded. A dot that goes round: [[0, -1], [1, 0]].
fit(np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]])).round(3)

# %% role="tests" name="test_fit" points=2
from kuleshov.grading import generator, student

wrong = generator.own_work(student, "fit", generator.ALLOWED)
assert not wrong, wrong[0]
for given in (generator.some_path(1, 40, 3), generator.some_path(2)):
    wrong = generator.wrong_fit(fit, given)
    assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
for made_more in range(3):
    wrong = generator.wrong_fit(fit, generator.some_path(class_seed("fits") + made_more))
    assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_left_over"
# ### What it leaves over
#
# A model is never right. Of each next state, take away what the model foretold of it: that is the rest. `left_over(states, A)` returns the rests' covariance, a matrix of (8, 8): on its diagonal how far each number is off, squared, in the mean; beside it, how the rests of two numbers go together.
#
# <details><summary>A hint</summary>
#
# `states[:-1] @ A.T` foretells all states but the first, a row each. With the rests as rows, `rest.T @ rest / len(rest)` is their covariance. `np.cov(rest.T)` counts as well.
#
# </details>


# %% role="solution" name="left_over"
def left_over(states, A):
    """Return the covariance (n, n) of what the model A leaves over of each next state."""
    ### BEGIN SOLUTION
    rest = states[1:] - states[:-1] @ A.T
    return rest.T @ rest / len(rest)
    ### END SOLUTION


# %% role="tests" name="test_left_over" points=2
from kuleshov.grading import generator, student

wrong = generator.own_work(student, "left_over", generator.ALLOWED)
assert not wrong, wrong[0]
for given in (generator.some_path(1, 40, 3), generator.some_path(2)):
    wrong = generator.wrong_left_over(left_over, given)
    assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
for made_more in range(3):
    made_path = generator.some_path(class_seed("rests") + made_more)
    wrong = generator.wrong_left_over(left_over, made_path)
    assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_sample"
# ### A sample
#
# Now let it go. `sample(A, Q, start, steps, seed)`: each state is `A @ before`, and a draw of its own from a normal distribution with mean 0 and covariance `Q`. Return the states that come **after** `start`, an array of (steps, n). All chance comes from one generator that is made from the seed.
#
# <details><summary>A hint</summary>
#
# `rng = np.random.default_rng(seed)` once, then `rng.multivariate_normal(np.zeros(len(A)), Q)` for each step. Keep the states in a list, and make an array of it at the end.
#
# </details>


# %% role="solution" name="sample"
def sample(A, Q, start, steps, seed):
    """Return the states (steps, n) after a start, each A @ before and a draw from N(0, Q)."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    path = [np.asarray(start, float)]
    for _ in range(steps):
        path.append(A @ path[-1] + rng.multivariate_normal(np.zeros(len(A)), Q))
    return np.array(path[1:])
    ### END SOLUTION


# %% role="tests" name="test_sample" points=2
from kuleshov.grading import generator, student

wrong = generator.own_work(student, "sample", generator.ALLOWED)
assert not wrong, wrong[0]
wrong = generator.wrong_sample(sample, 1)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
wrong = generator.wrong_sample(sample, class_seed("samples"))
assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% role="tests" name="test_chance" points=2
# A path of 6,000 steps tells what its chance is.
from kuleshov.grading import generator, student

wrong = generator.own_work(student, "sample", generator.ALLOWED) or generator.wrong_sample(
    sample, 1
)
wrong = wrong or generator.wrong_chance(sample, 2)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
wrong = generator.wrong_chance(sample, class_seed("chance"))
assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_errors"
# ## 2 How far ahead it sees
#
# Two rivals cost nothing. **Same** says that nothing changes: the state in a second is the one that is there now. **Mean** says that it will look as it did on average: a state of zeros.
#
# `errors(A, states, steps)`: how far off the model, same and mean are, in that order, `steps` frames ahead. For every frame that has one so far ahead of it: the difference between what is foretold and what came, squared, **added up** over the numbers of the frame. Then the mean over the frames, then the root. The model foretells `steps` frames ahead by being applied so often, without chance.
#
# <details><summary>A hint</summary>
#
# `now, then = states[:-steps], states[steps:]`. `np.linalg.matrix_power(A, steps)` is `A` so often. Write a small function for the root of the mean of the sums, and use it three times.
#
# </details>


# %% role="solution" name="errors"
def errors(A, states, steps):
    """Return the errors of the model, of same and of mean, some steps ahead: three numbers."""

    ### BEGIN SOLUTION
    def off(guess):
        return float(np.sqrt(((guess - then) ** 2).sum(axis=1).mean()))

    now, then = states[:-steps], states[steps:]
    return off(now @ np.linalg.matrix_power(A, steps).T), off(now), off(0 * now)
    ### END SOLUTION


# %%
# Not graded: your class's take, at five horizons. In grey levels.
for steps in (1, 6, 12, 24, 48):
    print(f"{steps / 24:5.2f} s ahead", np.round(errors(fit(learnt), unseen, steps), 1))

# %% role="tests" name="test_errors" points=2
from kuleshov.grading import generator, student

wrong = generator.own_work(student, "errors", generator.ALLOWED)
assert not wrong, wrong[0]
for given in (1, 3, 12):
    wrong = generator.wrong_errors(
        errors, generator.some_system(1)[0], generator.some_path(2), given
    )
    assert not wrong, wrong[0]

# %% role="tests" name="test_errors_elsewhere" points=2
# Systems that you have not seen, and a take.
from kuleshov.grading import generator, student

wrong = generator.own_work(student, "errors", generator.ALLOWED)
wrong = wrong or generator.wrong_errors(
    errors, generator.some_system(3)[0], generator.some_path(4), 5
)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
for made_more, made_steps in enumerate((2, 7)):
    made_matrix = generator.some_system(class_seed("systems") + made_more)[0]
    made_path = generator.some_path(class_seed("paths") + made_more)
    wrong = generator.wrong_errors(errors, made_matrix, made_path, made_steps)
    assert not wrong, wrong[0]
made_learnt, made_unseen = generator.elsewhere(class_seed("elsewhere"), ku.rushes("understudy"))
made_matrix = np.linalg.lstsq(made_learnt[:-1], made_learnt[1:], rcond=None)[0].T
wrong = generator.wrong_errors(errors, made_matrix, made_unseen, 24)
assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_nearest"
# Which of the three is nearest for your class's take: 1 frame, 24 and 48 frames ahead? The model learns from `learnt` and is asked about `unseen`. Where two differ by less than 3 %, either counts.

# %% role="given" name="no_nearest_yet"
nearest = None

# %% role="solution" name="the_nearest"
# nearest = {1: "model", 24: "model", 48: "model"}, or "same", or "mean"
### BEGIN SOLUTION
nearest = {}
for steps in (1, 24, 48):
    off = errors(fit(learnt), unseen, steps)
    nearest[steps] = ("model", "same", "mean")[int(np.argmin(off))]
### END SOLUTION

# %% role="tests" name="test_nearest" points=2
from kuleshov.grading import generator

wrong = generator.no_nearest(nearest)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
made_take, *made_when = generator.place(class_seed("place"))
made_states = generator.states(ku.rushes("understudy")[made_take], *made_when)
wrong = generator.wrong_nearest(nearest, *made_states)
assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_diversity"
# ## 3 Side by side
#
# If a machine always gave the likeliest film, all its films would be one. `diversity(films)`: how far apart films are. `films` is a list of arrays of one shape. For every **pair** of two films: the root of the mean of all squared differences. Return the mean over the pairs.
#
# <details><summary>A hint</summary>
#
# `for one, other in combinations(films, 2):` goes through all pairs, each once, and no film with itself.
#
# </details>


# %% role="solution" name="diversity"
def diversity(films):
    """Return the mean distance between any two of some films, in their own unit."""
    ### BEGIN SOLUTION
    apart = [np.sqrt(((one - other) ** 2).mean()) for one, other in combinations(films, 2)]
    return float(np.mean(apart))
    ### END SOLUTION


# %%
# Not graded: eight futures of one second, drawn, beside eight of which each is the likeliest.
A, Q = fit(learnt), left_over(learnt, fit(learnt))
drawn = [sample(A, Q, learnt[-1], 24, seed) for seed in range(8)]
likeliest = [sample(A, 0 * Q, learnt[-1], 24, seed) for seed in range(8)]
print(f"drawn {diversity(drawn):.2f} levels apart, the likeliest {diversity(likeliest):.2f}")

# %% role="tests" name="test_diversity" points=2
from kuleshov.grading import generator, student

wrong = generator.own_work(student, "diversity", generator.ALLOWED)
assert not wrong, wrong[0]
for count in (4, 6):
    wrong = generator.wrong_diversity(diversity, generator.some_films(count, count))
    assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
for made_more in range(3):
    made_films = generator.some_films(class_seed("films") + made_more, 5 + made_more)
    wrong = generator.wrong_diversity(diversity, made_films)
    assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_surprise"
# ### A coin
#
# A coin falls on heads with probability `p`. `surprise(tosses, p)`: the surprise of one sequence, such as `"HHTH"`, in **bits**: `-log2` of the probability of just this sequence.
#
# <details><summary>A hint</summary>
#
# The probability of a sequence is a product of many small numbers, and its logarithm is a sum: `-np.log2(p)` for each `"H"`, `-np.log2(1 - p)` for each `"T"`. `tosses.count("H")` counts.
#
# </details>


# %% role="solution" name="surprise"
def surprise(tosses, p):
    """Return the surprise of one sequence of tosses in bits; heads ("H") come with p."""
    ### BEGIN SOLUTION
    return float(-tosses.count("H") * np.log2(p) - tosses.count("T") * np.log2(1 - p))
    ### END SOLUTION


# %% role="tests" name="test_surprise" points=2
from kuleshov.grading import generator, student

wrong = generator.own_work(student, "surprise", generator.ALLOWED)
assert not wrong, wrong[0]
for given, p in (("HHTH", 0.6), ("HHHHH", 0.6), ("THHTHHH", 0.75)):
    wrong = generator.wrong_surprise(surprise, given, p)
    assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
for made_more, made_p in enumerate((0.6, 0.75, 0.35)):
    made_tosses = generator.some_tosses(class_seed("tosses") + made_more, 21, made_p)
    wrong = generator.wrong_surprise(surprise, made_tosses, made_p)
    assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% role="given" name="the_coin"
p, count = generator.some_coin(class_seed("coin"))
print(f"Your class's coin falls on heads with p = {p}, and is tossed {count} times.")

# %% [markdown] role="given" name="about_coin"
# Of all sequences of `count` tosses, one is the likeliest. How surprising is it, in bits? And how surprising is a sequence that the coin really throws, in the mean? By thought, or by throwing it a thousand times. Within 2 % is near enough.

# %% role="given" name="no_coin_yet"
coin = None

# %% role="solution" name="the_two_surprises"
# coin = {"most likely": 0.0, "typical": 0.0}
### BEGIN SOLUTION
rng = np.random.default_rng(1)
thrown = ["".join(np.where(rng.random(count) < p, "H", "T")) for _ in range(4000)]
coin = {
    "most likely": surprise("H" * count, p),
    "typical": float(np.mean([surprise(one, p) for one in thrown])),
}
### END SOLUTION

# %% role="tests" name="test_coin" points=2
from kuleshov.grading import generator

wrong = generator.no_coin(coin)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
wrong = generator.wrong_coin(coin, class_seed("coin"))
assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_words"
# ## 4 In your words
#
# For the second paragraph you need takes. Write a brief of one sentence for a moment of The Understudy, in your own words. Let the course's generator answer it, at least twenty times: other seeds, another set-up, another beat. Look at all of them, and choose three.

# %%
# Not graded. ku.generate makes a film; its description says how near it lies to what was learnt.
# takes = [ku.generate("4A", "the flicker", seconds=4, seed=seed) for seed in range(20)]
# takes[0]

# %% [markdown] role="rubric" name="generator_rubric" rubric="generator"
# **How it is read.** One level in each part.

# %% [markdown] role="written" name="generator_charge" rubric="generator"
# **Is "most likely" the right charge?** Somebody writes: "These machines predict the most likely next pixel. So they can only give you the average." Take the sentence apart. Which of your numbers speak for it, which against: the likeliest beside the drawn, the coin's two surprises, the errors of *mean*? In what sense is the charge wrong, and what could still be true in it? About 150 words.
#
# ### BEGIN SOLUTION
# The sentence has two claims. A model can be asked for the likeliest, and mine, asked so eight times, gave one film eight times: diversity 0. But it isn't asked so. Drawn, the eight futures of my take lie levels apart, and none of them is the likeliest one. The coin says why that matters: the likeliest sequence, all heads, has far fewer bits than anything that the coin throws, and I will never see it. So what comes out is typical and not most likely. The average is a third thing again: it wins the long horizons in `errors`, since a blur is never very wrong, and nobody would film it. What could still be true: that what is typical is narrow. A coin of .95 gives draws that are all different and all much the same. That is about what was learnt, and my eight futures of one take can't tell; for that one would need many briefs, and people who answered them too.
# ### END SOLUTION

# %% [markdown] role="written" name="generator_choice" rubric="generator"
# **Directing by choosing.** Your brief in one sentence, what you asked for (set-up, beat, seeds), and the three that you kept out of at least twenty: for each, what happens in it at which timecode, and why you kept it. What is wrong with most of the others? How near do your three lie to what the model learnt, and whose work is in them then? What would you do that you couldn't get by choosing? About 150 words.
#
# ### BEGIN SOLUTION
# "It tries to look away from the paper and can't." I asked for 4A in the beat of the flicker, seeds 0 to 19, and ten more in 2A. I kept seed 3 (00:00:02:04, the head comes up, stops halfway, and goes down again by itself: the only one with a second thought in it), seed 11 (the head is up from the start, so that the first second is a decision already taken) and 2A, seed 4, because in it the lamp is small. In most of the others the head jumps from one pose to another, or there are two heads for half a second; that is no choice, it is a fault, and I can't direct it. The median distance to the nearest learnt frame was about two grey levels, so nearly every picture is somebody's frame in another order, and the poses are those of whoever animated the lamp. What I couldn't get is a pause of a length that I decide. In make/ I would set it.
# ### END SOLUTION


# %% wrong="fit" name="the other way round"
def fit(states):
    return np.linalg.lstsq(states[:-1], states[1:], rcond=None)[0]


# %% wrong="fit" name="the state before"
def fit(states):
    return np.linalg.lstsq(states[1:], states[:-1], rcond=None)[0].T


# %% wrong="fit" name="nothing changes"
def fit(states):
    return np.eye(states.shape[1])


# %% wrong="fit" name="each to itself"
def fit(states):
    return np.linalg.lstsq(states, states, rcond=None)[0].T


# %% wrong="fit" name="without its mean"
def fit(states):
    s = states - states.mean(axis=0)
    return np.linalg.lstsq(s[:-1], s[1:], rcond=None)[0].T


# %% wrong="fit" name="each number for itself"
def fit(states):
    a, b = states[:-1], states[1:]
    return np.diag((a * b).sum(axis=0) / (a * a).sum(axis=0))


# %% wrong="fit" name="the kit's own"
def fit(states):
    return ku.generate.dynamics.fit(states, states.shape[1]).transition


# %% wrong="left_over" name="a sum"
def left_over(states, A):
    rest = states[1:] - states[:-1] @ A.T
    return rest.T @ rest


# %% wrong="left_over" name="of the states"
def left_over(states, A):
    return np.cov(states.T)


# %% wrong="left_over" name="the other way round"
def left_over(states, A):
    rest = states[1:] - states[:-1] @ A
    return rest.T @ rest / len(rest)


# %% wrong="left_over" name="variances alone"
def left_over(states, A):
    return np.diag((states[1:] - states[:-1] @ A.T).var(axis=0))


# %% wrong="left_over" name="of the steps"
def left_over(states, A):
    return np.cov(np.diff(states, axis=0).T)


# %% wrong="left_over" name="the rests themselves"
def left_over(states, A):
    return states[1:] - states[:-1] @ A.T


# %% wrong="sample" name="no chance"
def sample(A, Q, start, steps, seed):
    path = [start]
    for _ in range(steps):
        path.append(A @ path[-1])
    return np.array(path[1:])


# %% wrong="sample" name="the start among them"
def sample(A, Q, start, steps, seed):
    rng = np.random.default_rng(seed)
    path = [start]
    for _ in range(steps - 1):
        path.append(A @ path[-1] + rng.multivariate_normal(np.zeros(len(A)), Q))
    return np.array(path)


# %% wrong="sample" name="one draw for all steps"
def sample(A, Q, start, steps, seed):
    chance = np.random.default_rng(seed).multivariate_normal(np.zeros(len(A)), Q)
    path = [start]
    for _ in range(steps):
        path.append(A @ path[-1] + chance)
    return np.array(path[1:])


# %% wrong="sample" name="a new generator for each step"
def sample(A, Q, start, steps, seed):
    path = [start]
    for _ in range(steps):
        rng = np.random.default_rng(seed)
        path.append(A @ path[-1] + rng.multivariate_normal(np.zeros(len(A)), Q))
    return np.array(path[1:])


# %% wrong="sample" name="each number by itself"
def sample(A, Q, start, steps, seed):
    rng = np.random.default_rng(seed)
    path = [start]
    for _ in range(steps):
        path.append(A @ path[-1] + rng.normal(0, np.sqrt(np.diag(Q))))
    return np.array(path[1:])


# %% wrong="sample" name="Q for its root"
def sample(A, Q, start, steps, seed):
    rng = np.random.default_rng(seed)
    path = [start]
    for _ in range(steps):
        path.append(A @ path[-1] + Q @ rng.standard_normal(len(A)))
    return np.array(path[1:])


# %% wrong="sample" name="the seed forgotten"
def sample(A, Q, start, steps, seed):
    rng = np.random.default_rng()
    path = [start]
    for _ in range(steps):
        path.append(A @ path[-1] + rng.multivariate_normal(np.zeros(len(A)), Q))
    return np.array(path[1:])


# %% wrong="sample" name="another seed than the one that is given"
def sample(A, Q, start, steps, seed):
    rng = np.random.default_rng(1)
    path = [start]
    for _ in range(steps):
        path.append(A @ path[-1] + rng.multivariate_normal(np.zeros(len(A)), Q))
    return np.array(path[1:])


# %% wrong="errors" name="one step, however far"
def errors(A, states, steps):
    now, then = states[:-steps], states[steps:]
    return [np.sqrt(((g - then) ** 2).sum(axis=1).mean()) for g in (now @ A.T, now, 0 * now)]


# %% wrong="errors" name="times the steps"
def errors(A, states, steps):
    now, then = states[:-steps], states[steps:]
    guesses = (now @ (steps * A).T, now, 0 * now)
    return [np.sqrt(((g - then) ** 2).sum(axis=1).mean()) for g in guesses]


# %% wrong="errors" name="the mean over the numbers too"
def errors(A, states, steps):
    now, then = states[:-steps], states[steps:]
    guesses = (now @ np.linalg.matrix_power(A, steps).T, now, 0 * now)
    return [np.sqrt(((g - then) ** 2).mean()) for g in guesses]


# %% wrong="errors" name="the root first"
def errors(A, states, steps):
    now, then = states[:-steps], states[steps:]
    guesses = (now @ np.linalg.matrix_power(A, steps).T, now, 0 * now)
    return [np.sqrt(((g - then) ** 2).sum(axis=1)).mean() for g in guesses]


# %% wrong="errors" name="another order"
def errors(A, states, steps):
    now, then = states[:-steps], states[steps:]
    guesses = (now @ np.linalg.matrix_power(A, steps).T, 0 * now, now)
    return [np.sqrt(((g - then) ** 2).sum(axis=1).mean()) for g in guesses]


# %% wrong="errors" name="the mean of what was not seen"
def errors(A, states, steps):
    now, then = states[:-steps], states[steps:]
    guesses = (now @ np.linalg.matrix_power(A, steps).T, now, then.mean(axis=0))
    return [np.sqrt(((g - then) ** 2).sum(axis=1).mean()) for g in guesses]


# %% wrong="errors" name="the wrong way round"
def errors(A, states, steps):
    now, then = states[:-steps], states[steps:]
    guesses = (now @ np.linalg.matrix_power(A, steps), now, 0 * now)
    return [np.sqrt(((g - then) ** 2).sum(axis=1).mean()) for g in guesses]


# %% wrong="the_nearest" name="always the model"
nearest = {1: "model", 24: "model", 48: "model"}

# %% wrong="the_nearest" name="always the mean"
nearest = dict.fromkeys((1, 24, 48), "mean")

# %% wrong="the_nearest" name="the farthest"
nearest = {
    steps: ("model", "same", "mean")[int(np.argmax(errors(fit(learnt), unseen, steps)))]
    for steps in (1, 24, 48)
}

# %% wrong="the_nearest" name="a list"
nearest = ["same", "model", "mean"]

# %% wrong="the_nearest" name="numbers"
nearest = {steps: int(np.argmin(errors(fit(learnt), unseen, steps))) for steps in (1, 24, 48)}

# %% wrong="the_nearest" name="two of three"
nearest = {1: "same", 24: "model"}


# %% wrong="diversity" name="each with itself too"
def diversity(films):
    return np.mean([np.sqrt(((a - b) ** 2).mean()) for a in films for b in films])


# %% wrong="diversity" name="neighbours"
def diversity(films):
    return np.mean([np.sqrt(((films[i] - films[i - 1]) ** 2).mean()) for i in range(1, len(films))])


# %% wrong="diversity" name="from the first"
def diversity(films):
    return np.mean([np.sqrt(((films[0] - b) ** 2).mean()) for b in films[1:]])


# %% wrong="diversity" name="no root"
def diversity(films):
    return np.mean([((a - b) ** 2).mean() for a, b in combinations(films, 2)])


# %% wrong="diversity" name="of the means"
def diversity(films):
    return np.mean([abs(a.mean() - b.mean()) for a, b in combinations(films, 2)])


# %% wrong="diversity" name="from their mean"
def diversity(films):
    middle = np.mean(films, axis=0)
    return np.mean([np.sqrt(((a - middle) ** 2).mean()) for a in films])


# %% wrong="surprise" name="natural logarithms"
def surprise(tosses, p):
    return -tosses.count("H") * np.log(p) - tosses.count("T") * np.log(1 - p)


# %% wrong="surprise" name="the sign"
def surprise(tosses, p):
    return tosses.count("H") * np.log2(p) + tosses.count("T") * np.log2(1 - p)


# %% wrong="surprise" name="by toss"
def surprise(tosses, p):
    bits = -tosses.count("H") * np.log2(p) - tosses.count("T") * np.log2(1 - p)
    return bits / len(tosses)


# %% wrong="surprise" name="all as heads"
def surprise(tosses, p):
    return -len(tosses) * np.log2(p)


# %% wrong="surprise" name="the probability"
def surprise(tosses, p):
    return p ** tosses.count("H") * (1 - p) ** tosses.count("T")


# %% wrong="surprise" name="heads and tails changed"
def surprise(tosses, p):
    return -tosses.count("T") * np.log2(p) - tosses.count("H") * np.log2(1 - p)


# %% wrong="the_two_surprises" name="the usual number of heads for the likeliest"
heads = round(p * count)
bits = surprise("H" * heads + "T" * (count - heads), p)
coin = {"most likely": bits, "typical": bits}

# %% wrong="the_two_surprises" name="a fair coin's"
coin = {"most likely": surprise("H" * count, p), "typical": float(count)}

# %% wrong="the_two_surprises" name="one toss"
coin = {"most likely": surprise("H", p), "typical": p * surprise("H", p)}

# %% wrong="the_two_surprises" name="the tails forgotten"
coin = {"most likely": surprise("H" * count, p), "typical": p * surprise("H" * count, p)}

# %% wrong="the_two_surprises" name="probabilities"
coin = {"most likely": p**count, "typical": p}

# %% wrong="the_two_surprises" name="a pair of numbers"
coin = (90.0, 120.0)
