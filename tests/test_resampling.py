"""Uncertainty, checked against numbers worked out by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from closereading import resampling

VALUES = st.lists(st.floats(-1, 1, allow_nan=False, width=32), min_size=2, max_size=40)


def test_draws_are_samples_with_replacement():
    counts = resampling.draws(7, times=200)
    assert counts.shape == (200, 7)
    assert (counts.sum(axis=1) == 7).all()
    # A unit is left out of a sample of 7 with probability (6/7)^7 = .340.
    assert (counts == 0).mean() == pytest.approx((6 / 7) ** 7, abs=0.03)


def test_no_units_no_draws():
    assert resampling.draws(0, times=5).shape == (5, 0)


@pytest.mark.parametrize(
    ("samples", "level", "expected"),
    [
        (np.arange(101), 0.90, (5.0, 95.0)),
        (np.arange(101), 0.95, (2.5, 97.5)),
        ([4.0, 4.0, 4.0], 0.95, (4.0, 4.0)),
        ([1.0, math.nan, 1.0], 0.95, (1.0, 1.0)),
    ],
)
def test_interval_is_the_percentile_interval(samples, level, expected):
    assert resampling.interval(samples, level=level) == pytest.approx(expected)


def test_interval_of_nothing_is_not_a_number():
    assert all(math.isnan(edge) for edge in resampling.interval([]))


def test_mean_interval_has_the_width_theory_gives():
    # 100 values, half 0 and half 1: the standard error of the mean is .5 / sqrt(100) = .05.
    mean, low, high = resampling.mean_interval(np.repeat([0.0, 1.0], 50))
    assert mean == 0.5
    assert low == pytest.approx(0.5 - 1.96 * 0.05, abs=0.015)
    assert high == pytest.approx(0.5 + 1.96 * 0.05, abs=0.015)


@pytest.mark.parametrize(("n", "level"), [(5, 0.9981), (10, 0.9829), (1001, 0.9503)])
def test_of_few_values_the_percentiles_lie_further_out(n, level):
    # n = 5: Student's t 2.776 times sqrt(5 / 4) is 3.104, and Phi(3.104) = .99905.
    # n = 10: 2.262 times sqrt(10 / 9) is 2.385, and Phi(2.385) = .99146.
    assert resampling.expanded(n) == pytest.approx(level, abs=2e-4)


def test_one_value_has_no_interval():
    mean, low, high = resampling.mean_interval([0.3])
    assert mean == 0.3
    assert math.isnan(low)
    assert math.isnan(high)


@given(VALUES)
def test_the_interval_stays_inside_the_values(values):
    mean, low, high = resampling.mean_interval(values, times=300)
    assert mean == pytest.approx(np.mean(values))
    assert min(values) - 1e-6 <= low <= high <= max(values) + 1e-6


@pytest.mark.parametrize(
    ("observed", "null", "expected"),
    [(5.0, [1, 2, 3, 4], 1 / 5), (1.0, [1, 2, 3, 4], 1.0), (3.0, [1, 2, 3, 4], 3 / 5)],
)
def test_p_counts_the_null_at_least_as_large(observed, null, expected):
    assert resampling.p_value(observed, np.array(null)) == pytest.approx(expected)


def test_order_is_found_where_there_is_order_and_not_elsewhere():
    def split(rows):
        half = rows.shape[1] // 2
        return np.abs(rows[:, :half].mean(axis=1) - rows[:, half:].mean(axis=1))

    ordered = np.repeat([-1.0, 1.0], 10)
    alternating = np.tile([-1.0, 1.0], 10)
    assert resampling.permutation(ordered, split)[2] == pytest.approx(0.001, abs=0.001)
    assert resampling.permutation(alternating, split)[2] == 1.0


def test_equal_seeds_repeat_and_other_seeds_do_not():
    values = np.linspace(-1, 1, 15)
    assert resampling.mean_interval(values) == resampling.mean_interval(values)
    assert resampling.mean_interval(values, seed=1) != resampling.mean_interval(values, seed=2)


def test_a_long_text_is_drawn_unit_by_unit_with_the_same_spread():
    n = resampling.KEPT // resampling.RESAMPLES + 1
    drawn = resampling.draws(n)
    assert drawn.shape == (resampling.RESAMPLES, n)
    assert (drawn.sum(axis=1) == n).all()
    # A count is binomial: mean 1, variance 1 - 1/n, and the units are alike.
    assert drawn.var() == pytest.approx(1 - 1 / n, abs=0.01)
    assert drawn.mean(axis=0) == pytest.approx(np.ones(n), abs=0.12)
    assert (drawn == resampling.draws(n)).all()
