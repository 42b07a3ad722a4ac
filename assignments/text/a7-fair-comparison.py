# %% [markdown] role="given" name="brief"
# # a7 A fair comparison
#
# Two films, and somebody says that one is better. In the first half you build what it takes to say that fairly: one form for both, votes, a ranking, an interval, a number held against the votes. In the second half you write a critique, and a machine looks up what you cite.
#
# | | points |
# |---|---|
# | one form for several films | 3 |
# | from votes to a ranking | 7 |
# | an interval | 3 |
# | a number against the votes | 3 |
# | citations that hold | 4 |
# | the critique, read by a person | 20 |
#
# You need lesson 09. Write your own functions: numpy is enough. What SciPy, pandas or the kit would do for you earns nothing here, for you are asked to know how it is done.

# %% role="given" name="start"
import numpy as np

import kuleshov as ku

# %% [markdown] role="given" name="about_form"
# ## 1 One form
#
# `common_form(films)`: given a list of films, each a dictionary with `width` and `height` (pixels), `rate` (frames a second) and `seconds`, return one such dictionary to which all of them can be brought **without inventing anything**: no picture is made larger, no frame is made up, no film is made longer. Width and height are even, as video wants them.
#
# <details><summary>A hint</summary>
#
# Take one property and two films, on paper: rates of 24 and 16. Which of them can both reach without a frame that nobody filmed? `min(film["rate"] for film in films)` finds it for any number of films. For the even numbers: what does `// 2 * 2` do to 481?
#
# </details>


# %% role="solution" name="common_form"
def common_form(films):
    """Return the form that all films can be brought to, as a dictionary like theirs."""
    ### BEGIN SOLUTION
    return {
        "width": min(film["width"] for film in films) // 2 * 2,
        "height": min(film["height"] for film in films) // 2 * 2,
        "rate": min(film["rate"] for film in films),
        "seconds": min(film["seconds"] for film in films),
    }
    ### END SOLUTION


# %% role="tests" name="test_form" points=3
from kuleshov.grading import fair, student

one = {"width": 1280, "height": 704, "rate": 24.0, "seconds": 5.0}
other = {"width": 833, "height": 481, "rate": 16.0, "seconds": 10.1}
wrong = fair.own_work(student, "common_form") or fair.wrong_form(common_form, [one, other])
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
made_chance = np.random.default_rng(class_seed("forms"))
for made_count in (1, 2, 5):
    made_films = [
        {
            "width": int(made_chance.integers(100, 2000)),
            "height": int(made_chance.integers(100, 1100)),
            "rate": float(made_chance.choice([8.0, 16.0, 24.0, 25.0, 30.0])),
            "seconds": float(made_chance.uniform(3, 20)),
        }
        for _ in range(made_count)
    ]
    wrong = fair.wrong_form(common_form, made_films)
    assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_wins"
# ## 2 From votes to a ranking
#
# A vote is `(first, second, choice)`: two films' names, and 1 if the first was preferred, -1 if the second, 0 if neither.
#
# `wins(votes, films)`: a table with a row and a column for each film, in the order of `films`. Row *i*, column *j*: how often *i* was preferred to *j*. A vote for neither is half a win for each.
#
# <details><summary>A hint</summary>
#
# Begin with a table of zeros, `np.zeros((len(films), len(films)))`, and go through the votes: `for first, second, choice in votes`. `films.index(first)` is the number of a film's row. What belongs into which of two cells for 1, for -1 and for 0?
#
# </details>


# %% role="solution" name="wins"
def wins(votes, films):
    """Return an array (films, films): how often the row's film was preferred to the column's."""
    ### BEGIN SOLUTION
    table = np.zeros((len(films), len(films)))
    for first, second, choice in votes:
        i, j = films.index(first), films.index(second)
        table[i, j] += (1 + choice) / 2
        table[j, i] += (1 - choice) / 2
    return table
    ### END SOLUTION


# %% role="tests" name="test_wins" points=3
votes = [("a", "b", 1), ("b", "a", 1), ("c", "a", -1), ("c", "b", 0), ("b", "c", -1)]
wrong = fair.own_work(student, "wins") or fair.wrong_wins(wins, votes, ["a", "b", "c"])
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
made_chance = np.random.default_rng(class_seed("votes"))
made_names = ["mine", "reel", "shuffled", "theirs", "x"]
made_votes = [
    (*[made_names[n] for n in made_chance.permutation(5)[:2]], int(made_chance.integers(-1, 2)))
    for _ in range(60)
]
wrong = fair.wrong_wins(wins, made_votes, made_names)
assert not wrong, wrong[0]
wrong = fair.wrong_wins(wins, [], made_names)
assert not wrong, "Without any votes: " + wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_strengths"
# `strengths(table)`: the model of Bradley and Terry gives each film a strength *p*, so that *i* is preferred to *j* with the chance *p[i] / (p[i] + p[j])*. Start with equal strengths and repeat, some hundred times, for every film
#
# $$p_i = \frac{\text{wins of } i}{\sum_{j \ne i} n_{ij} / (p_i + p_j)}$$
#
# where *n[i, j]* counts the votes on the pair. After each round divide by the sum, so that the strengths add up to 1.
#
# <details><summary>A hint</summary>
#
# First make three things of the table, outside of any loop: the wins of each film (`table.sum(axis=1)`), the votes on each pair (`table + table.T`), and strengths that are all alike. Then one round is the formula once for each film, and a loop of some hundred rounds around it. Write one round, print it, and only then the loop.
#
# </details>


# %% role="solution" name="strengths"
def strengths(table):
    """Return the strengths of the films, adding up to 1, from a table of wins."""
    ### BEGIN SOLUTION
    table = np.asarray(table, float)
    votes = table + table.T
    np.fill_diagonal(votes, 0)
    won = table.sum(axis=1) - np.diag(table)
    p = np.full(len(table), 1 / len(table))
    for _ in range(500):
        p = won / (votes / (p[:, None] + p[None, :])).sum(axis=1)
        p /= p.sum()
    return p
    ### END SOLUTION


# %% role="tests" name="test_strengths" points=4
# Three films; a beats b twice as often as b beats a, and so on down.
wrong = fair.own_work(student, "strengths")
assert not wrong, wrong[0]
wrong = fair.wrong_strengths(strengths, [[0, 8, 12], [4, 0, 8], [3, 4, 0]])
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
wrong = fair.wrong_strengths(strengths, [[0, 5, 5], [5, 0, 5], [5, 5, 0]])
assert not wrong, "Where every vote is matched by its opposite: " + wrong[0]
made_chance = np.random.default_rng(class_seed("strengths"))
for made_count in (2, 4, 6):
    made_table = made_chance.integers(2, 20, (made_count, made_count)).astype(float)
    np.fill_diagonal(made_table, 0)
    wrong = fair.wrong_strengths(strengths, made_table)
    assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_interval"
# ## 3 An interval
#
# `interval(values, statistic, seed)`: draw the values again, with replacement, as many as there are, a thousand times; compute the statistic each time; return the numbers between which the middle 95 % lie, as `(low, high)`. `seed` makes it repeatable: `np.random.default_rng(seed)`. From few values such an interval is too narrow: with twelve skewed shot lengths that have nothing to do with each other, one in eight misses what it is meant to hold. The kit makes its own wider.
#
# <details><summary>A hint</summary>
#
# `chance = np.random.default_rng(seed)`, and then `chance.choice(values, len(values))` is one draw with replacement. Call `statistic` on it, keep the number, and do that a thousand times. Sort the thousand numbers in your mind: how many may stay out below, and how many above? `np.quantile` finds the place.
#
# </details>


# %% role="solution" name="interval"
def interval(values, statistic, seed=1):
    """Return (low, high): the bootstrap's 95 % for a statistic, a function of an array."""
    ### BEGIN SOLUTION
    values = np.asarray(values, float)
    chance = np.random.default_rng(seed)
    drawn = [statistic(chance.choice(values, len(values))) for _ in range(1000)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(low), float(high)
    ### END SOLUTION


# %% role="tests" name="test_interval" points=3
shots = [1.2, 0.9, 3.4, 2.2, 1.1, 5.0, 0.8, 1.9, 2.7, 1.4, 0.7, 2.0]  # seconds
wrong = fair.own_work(student, "interval") or fair.wrong_interval(interval, shots)
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
made_chance = np.random.default_rng(class_seed("shots"))
for made_count in (20, 60):
    wrong = fair.wrong_interval(interval, made_chance.lognormal(1, 0.7, made_count).tolist())
    assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_rho"
# ## 4 A number against the votes
#
# `rank_correlation(x, y)`: Spearman's. Replace both by their ranks (equal values share the mean of their ranks), then take the correlation of the ranks: -1 to 1.
#
# <details><summary>A hint</summary>
#
# Write the ranks of `[5, 2, 2, 9]` on paper. How many values are smaller than 2, and how many are equal to it? From these two counts you get the rank of any value, equal ones too. When both lists are ranks, numpy computes their correlation.
#
# </details>


# %% role="solution" name="rank_correlation"
def rank_correlation(x, y):
    """Return Spearman's rank correlation of two lists of numbers."""

    ### BEGIN SOLUTION
    def ranks(values):
        values = np.asarray(values, float)
        below = (values[None, :] < values[:, None]).sum(axis=1)
        same = (values[None, :] == values[:, None]).sum(axis=1)
        return below + (same + 1) / 2

    return float(np.corrcoef(ranks(x), ranks(y))[0, 1])
    ### END SOLUTION


# %% role="tests" name="test_rho" points=3
wrong = fair.own_work(student, "rank_correlation")
assert not wrong, wrong[0]
wrong = fair.wrong_rho(rank_correlation, [0.3, 0.8, 0.1, 0.6], [2.0, 5.5, 2.9, 1.1])
assert not wrong, wrong[0]
wrong = fair.wrong_rho(rank_correlation, [5, 2, 2, 9], [1.1, 2.9, 2.0, 5.5])
assert not wrong, wrong[0]
### BEGIN HIDDEN TESTS
made_chance = np.random.default_rng(class_seed("ranks"))
for made_count in (5, 9, 30):
    wrong = fair.wrong_rho(
        rank_correlation,
        made_chance.integers(0, 6, made_count).tolist(),
        made_chance.normal(size=made_count).tolist(),
    )
    assert not wrong, wrong[0]
### END HIDDEN TESTS

# %% [markdown] role="given" name="about_critique"
# ## 5 The critique
#
# Write about the editor's cut of *The Understudy*, the one that came with the rushes. About 600 words in five parts. Cite at least five moments in five different shots, `[film@00:00:12:08]`, and at least three different measures, `{film.asl = 1.7 s}`, in the second part. The machine looks up whether a citation holds. A person reads whether it matters.

# %% role="given" name="the_film"
film = ku.Clip(ku.rushes("understudy").path / "editors-cut.mp4")
body = None  # until you have written it
film

# %%
# Look, and measure, as long as you like; not graded.
# ku.measure(film)

# %% [markdown] role="rubric" name="critique_rubric" rubric="critique"
# **How it is read.** One level in each part.

# %% [markdown] role="written" name="critique_claim" rubric="critique"
# **Your claim.** One sentence that a person who has seen the film could deny.
#
# ### BEGIN SOLUTION
# This cut sides with the one who is copied, and it does so by making us listen with him and never speak with him.
# ### END SOLUTION

# %% role="written" name="critique_evidence" rubric="critique"
# cell: critique_evidence
# The evidence: at least five moments and three measures, in about 300 words.
### BEGIN SOLUTION
body = """
The film begins by giving Filament room. At [film@00:00:02:12] he works alone, and nothing hurries him.
When the copy wakes, at [film@00:00:09:00], we see it from his side of the bench, and the picture is wide
enough to hold the distance between them. From then on the shots shorten: the average is {film.asl = 1.7 s},
and the median {film.median = 1.5 s} lies below it, because a few long ones pull. At [film@00:00:15:00] the
words are exchanged so fast that one could lose count of who says what. At [film@00:00:24:00] the bulb begins
to fail and the cutting does not follow it: the camera waits. There are {film.shots = 33} shots in the film,
and the one that decides it, [film@00:00:41:00], is among the longest.
"""
### END SOLUTION

# %% role="tests" name="test_citations" points=4
wrong = fair.wrong_citations(body, film, moments=5, measures=3)
assert not wrong, wrong[0]

# %% [markdown] role="written" name="critique_form" rubric="critique"
# **One cut, read closely.** What lies on either side of it, what else was possible, what it does. About 120 words.
#
# ### BEGIN SOLUTION
# At 00:00:07:10 the master gives way to Diode's foot with its switch, eight frames before anything happens there. A cut on the click would have made a fright of it. As it is, we are shown a dead thing and wonder why, and then hear the click when Filament hears it. The rushes have the same moment from over his shoulder; with that the film would have said who sees. It prefers to say who hears.
# ### END SOLUTION

# %% [markdown] role="written" name="critique_counter" rubric="critique"
# **The best argument against it**, as somebody would put it who means it, and your answer. About 100 words.
#
# ### BEGIN SOLUTION
# One could say that the film sides with the copy: it gets the turn, the last good deed, and the light. Whoever is given the decision is given the film. I have no full answer. The decision is Diode's. But we see it as something that happens to a sheet of paper on Filament's bench, and it is his head that lifts into the light. I would give up the word "never" in my claim.
# ### END SOLUTION

# %% [markdown] role="written" name="critique_prose" rubric="critique"
# **One sentence, rewritten.** The first version, the second, and what a reader gains.
#
# ### BEGIN SOLUTION
# First: "The editing effectively creates a feeling of tension between the two characters." Then: "The shots shorten until one loses count of who speaks." A reader of the second can go and look.
# ### END SOLUTION


# %% wrong="common_form" name="the largest of everything"
def common_form(films):
    form = {key: max(film[key] for film in films) for key in films[0]}
    return {**form, "width": form["width"] // 2 * 2, "height": form["height"] // 2 * 2}


# %% wrong="common_form" name="the mean of everything"
def common_form(films):
    return {key: sum(film[key] for film in films) / len(films) for key in films[0]}


# %% wrong="common_form" name="odd numbers of pixels"
def common_form(films):
    return {key: min(film[key] for film in films) for key in films[0]}


# %% wrong="common_form" name="the film with the fewest pixels, as it is"
def common_form(films):
    least = min(films, key=lambda film: film["width"] * film["height"])
    return {**least, "width": least["width"] // 2 * 2, "height": least["height"] // 2 * 2}


# %% wrong="common_form" name="rounded up to even numbers"
def common_form(films):
    form = {key: min(film[key] for film in films) for key in films[0]}
    return {**form, "width": -(-form["width"] // 2) * 2, "height": -(-form["height"] // 2) * 2}


# %% wrong="common_form" name="whole seconds"
def common_form(films):
    form = {key: min(film[key] for film in films) for key in films[0]}
    pixels = {"width": form["width"] // 2 * 2, "height": form["height"] // 2 * 2}
    return {**form, **pixels, "seconds": int(form["seconds"])}


# %% wrong="common_form" name="blocks of 16 pixels"
def common_form(films):
    form = {key: min(film[key] for film in films) for key in films[0]}
    return {**form, "width": form["width"] // 16 * 16, "height": form["height"] // 16 * 16}


# %% wrong="wins" name="rows and columns have changed places"
def wins(votes, films):
    table = np.zeros((len(films), len(films)))
    for first, second, choice in votes:
        i, j = films.index(first), films.index(second)
        table[j, i] += (1 + choice) / 2
        table[i, j] += (1 - choice) / 2
    return table


# %% wrong="wins" name="a vote for the second is left out"
def wins(votes, films):
    table = np.zeros((len(films), len(films)))
    for first, second, choice in votes:
        i, j = films.index(first), films.index(second)
        if choice == 1:
            table[i, j] += 1
        if choice == 0:
            table[i, j] += 0.5
            table[j, i] += 0.5
    return table


# %% wrong="wins" name="a vote for neither is left out"
def wins(votes, films):
    table = np.zeros((len(films), len(films)))
    for first, second, choice in votes:
        i, j = films.index(first), films.index(second)
        if choice:
            table[(i, j) if choice > 0 else (j, i)] += 1
    return table


# %% wrong="wins" name="a vote for neither is a win for both"
def wins(votes, films):
    table = np.zeros((len(films), len(films)))
    for first, second, choice in votes:
        i, j = films.index(first), films.index(second)
        table[i, j] += choice >= 0
        table[j, i] += choice <= 0
    return table


# %% wrong="wins" name="shares and no counts"
def wins(votes, films):
    table = np.zeros((len(films), len(films)))
    for first, second, choice in votes:
        i, j = films.index(first), films.index(second)
        table[i, j] += (1 + choice) / 2
        table[j, i] += (1 - choice) / 2
    return table / np.maximum(table + table.T, 1)


# %% wrong="wins" name="a vote for the second counts as a loss of one"
def wins(votes, films):
    table = np.zeros((len(films), len(films)))
    for first, second, choice in votes:
        table[films.index(first), films.index(second)] += choice
    return table


# %% wrong="strengths" name="shares of wins"
def strengths(table):
    table = np.asarray(table, float)
    return table.sum(axis=1) / table.sum()


# %% wrong="strengths" name="one round"
def strengths(table):
    table = np.asarray(table, float)
    p = np.full(len(table), 1 / len(table))
    p = table.sum(axis=1) / ((table + table.T) / (p[:, None] + p[None, :])).sum(axis=1)
    return p / p.sum()


# %% wrong="strengths" name="three rounds"
def strengths(table):
    table = np.asarray(table, float)
    p = np.full(len(table), 1 / len(table))
    for _ in range(3):
        p = table.sum(axis=1) / ((table + table.T) / (p[:, None] + p[None, :])).sum(axis=1)
        p /= p.sum()
    return p


# %% wrong="strengths" name="not divided by their sum"
def strengths(table):
    table = np.asarray(table, float)
    p = np.full(len(table), 1 / len(table))
    for _ in range(500):
        p = table.sum(axis=1) / ((table + table.T) / (p[:, None] + p[None, :])).sum(axis=1)
        p /= p.max()
    return p


# %% wrong="strengths" name="the kit's own"
def strengths(table):
    from kuleshov.comparison.ranking import strengths as the_kits

    p = np.exp(the_kits(np.asarray(table, float), prior=0))
    return p / p.sum()


# %% wrong="strengths" name="losses for wins"
def strengths(table):
    table = np.asarray(table, float)
    p = np.full(len(table), 1 / len(table))
    for _ in range(500):
        p = table.sum(axis=0) / ((table + table.T) / (p[:, None] + p[None, :])).sum(axis=1)
        p /= p.sum()
    return p


# %% wrong="interval" name="the middle 90 %"
def interval(values, statistic, seed=1):
    chance = np.random.default_rng(seed)
    drawn = [statistic(chance.choice(values, len(values))) for _ in range(1000)]
    return tuple(np.quantile(drawn, [0.05, 0.95]))


# %% wrong="interval" name="forty draws"
def interval(values, statistic, seed=1):
    chance = np.random.default_rng(seed)
    drawn = [statistic(chance.choice(values, len(values))) for _ in range(40)]
    return tuple(np.quantile(drawn, [0.025, 0.975]))


# %% wrong="interval" name="the seed is not used"
def interval(values, statistic, seed=1):
    chance = np.random.default_rng(1)
    drawn = [statistic(chance.choice(values, len(values))) for _ in range(1000)]
    return tuple(np.quantile(drawn, [0.025, 0.975]))


# %% wrong="interval" name="another interval each time"
def interval(values, statistic, seed=1):
    drawn = [statistic(np.random.choice(values, len(values))) for _ in range(1000)]  # noqa: NPY002
    return tuple(np.quantile(drawn, [0.025, 0.975]))


# %% wrong="interval" name="without replacement"
def interval(values, statistic, seed=1):
    chance = np.random.default_rng(seed)
    drawn = [statistic(chance.permutation(values)) for _ in range(1000)]
    return tuple(np.quantile(drawn, [0.025, 0.975]))


# %% wrong="interval" name="half as many values in each draw"
def interval(values, statistic, seed=1):
    chance = np.random.default_rng(seed)
    drawn = [statistic(chance.choice(values, len(values) // 2)) for _ in range(1000)]
    return tuple(np.quantile(drawn, [0.025, 0.975]))


# %% wrong="interval" name="two deviations on either side"
def interval(values, statistic, seed=1):
    values = np.asarray(values, float)
    middle, error = statistic(values), values.std(ddof=1) / np.sqrt(len(values))
    return middle - 1.96 * error, middle + 1.96 * error


# %% wrong="interval" name="the smallest and the largest draw"
def interval(values, statistic, seed=1):
    chance = np.random.default_rng(seed)
    drawn = [statistic(chance.choice(values, len(values))) for _ in range(1000)]
    return min(drawn), max(drawn)


# %% wrong="interval" name="SciPy's"
def interval(values, statistic, seed=1):
    from scipy.stats import bootstrap

    found = bootstrap((values,), statistic, n_resamples=1000, method="percentile", rng=seed)
    return tuple(found.confidence_interval)


# %% wrong="rank_correlation" name="argsort once"
def rank_correlation(x, y):
    return float(np.corrcoef(np.argsort(x), np.argsort(y))[0, 1])


# %% wrong="rank_correlation" name="equal values have ranks of their own"
def rank_correlation(x, y):
    ranks = [np.argsort(np.argsort(values, kind="stable")) for values in (x, y)]
    return float(np.corrcoef(*ranks)[0, 1])


# %% wrong="rank_correlation" name="equal values have the smallest rank"
def rank_correlation(x, y):
    ranks = [[sum(other < value for other in values) for value in values] for values in (x, y)]
    return float(np.corrcoef(*ranks)[0, 1])


# %% wrong="rank_correlation" name="no ranks at all"
def rank_correlation(x, y):
    return float(np.corrcoef(x, y)[0, 1])


# %% wrong="rank_correlation" name="SciPy's"
def rank_correlation(x, y):
    from scipy import stats

    return float(stats.spearmanr(x, y).statistic)


# %% wrong="rank_correlation" name="pandas's, in a helper"
import pandas as pd


def ranked(values):
    return pd.Series(values).rank()


def rank_correlation(x, y):
    return float(np.corrcoef(ranked(x), ranked(y))[0, 1])


# %% wrong="rank_correlation" name="one of the two ranked from the top"
def rank_correlation(x, y):
    def ranks(values):
        values = np.asarray(values, float)
        below = (values[None, :] < values[:, None]).sum(axis=1)
        return below + ((values[None, :] == values[:, None]).sum(axis=1) + 1) / 2

    return float(np.corrcoef(ranks(x), -ranks(y))[0, 1])


# %% wrong="critique_evidence" name="the first seconds and one number thrice"
# cell: critique_evidence
body = """
At [film@00:00:00:00] it begins, and at [film@00:00:01:00] it goes on. [film@00:00:02:00] shows more of the same,
as do [film@00:00:03:00] and [film@00:00:04:00]. The average is {film.asl = 1.7 s}, or {film.asl = 1.70 s}, or, to
say it once more, {film.asl=1.7 s}. This is what the film is made of, from its first frame to its last one, and
whoever looks at it will see that it could not have been otherwise, for it is a film and it has shots in it.
"""

# %% wrong="critique_evidence" name="one number thrice"
# cell: critique_evidence
body = """
The film begins by giving Filament room. At [film@00:00:02:12] he works alone. When the copy wakes, at
[film@00:00:08:00], we see it from his side of the bench. The average is {film.asl = 1.7 s}, or {film.asl = 1.70 s},
or {film.asl=1.7 s}. At [film@00:00:15:00] the words are exchanged so fast that one could lose count. At
[film@00:00:24:00] the bulb begins to fail, and [film@00:00:41:00] is among the longest shots of all.
"""

# %% wrong="critique_evidence" name="one moment five times"
# cell: critique_evidence
body = """
At [film@00:00:02:12] he works alone, and [ film @ 00:00:02:12 ] says so. [film@00:00:02:12], [film@0:00:02:12] and
[film@00:00:02:12] are where it happens. The average is {film.asl = 1.7 s}, the median {film.median = 1.5 s}, and there
are {film.shots = 33} shots. From then on everything is as it has to be, and one could lose count of who says what.
"""

# %% wrong="critique_evidence" name="numbers that were guessed"
# cell: critique_evidence
body = """
The film begins by giving Filament room. At [film@00:00:02:12] he works alone. When the copy wakes, at
[film@00:00:08:00], we see it from his side of the bench. The average is {film.asl = 4.2 s}, the median
{film.median = 3 s}, and there are {film.shots = 12} shots. At [film@00:00:15:00] one could lose count of who says
what. At [film@00:00:24:00] the bulb begins to fail, and [film@00:00:41:00] is among the longest shots of all.
"""

# %% wrong="critique_evidence" name="moments after the end"
# cell: critique_evidence
body = """
The film begins by giving Filament room, [film@00:01:02:12]. When the copy wakes, at [film@00:02:08:00], we see it from
his side. The average is {film.asl = 1.7 s}, the median {film.median = 1.5 s}, and there are {film.shots = 33} shots. At
[film@00:03:15:00] one could lose count of who says what, at [film@00:04:24:00] the bulb begins to fail, and the shot
that decides it, [film@00:05:41:00], is among the longest.
"""

# %% wrong="critique_evidence" name="citations and no sentence"
# cell: critique_evidence
body = """
[film@00:00:02:12] [film@00:00:08:00] [film@00:00:15:00] [film@00:00:24:00] [film@00:00:41:00]
{film.asl = 1.7 s} {film.median = 1.5 s} {film.shots = 33}
"""

# %% wrong="critique_evidence" name="no citation"
# cell: critique_evidence
body = """
The film begins by giving Filament room. He works alone, and nothing hurries him. When the copy wakes we see it from
his side of the bench, and the picture is wide enough to hold the distance between them.
"""
