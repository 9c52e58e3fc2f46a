"""The best way to pair two lists, each item once: the assignment of greatest total weight.

The Hungarian method with potentials (Kuhn 1955, Munkres 1957; in the form of Jonker and Volgenant 1987), exact, in time
that grows with the cube of the longer list. So what has no weight to do with each other is taken apart first, and in a
group of more than `LARGEST` items a side, which no document read by people has, the heaviest pairs are simply taken
one after the other.
"""

from collections import defaultdict
from collections.abc import Mapping

LARGEST = 60

Weights = Mapping[tuple[int, int], float]


def best_pairs(weights: Weights) -> list[tuple[int, int]]:
    """The pairs (left, right) of greatest total weight, in order; only pairs that have a weight above 0 are made."""
    found: list[tuple[int, int]] = []
    for group in _groups({pair: weight for pair, weight in weights.items() if weight > 0}):
        lefts, rights = ({pair[side] for pair in group} for side in (0, 1))
        found += _heaviest_first(group) if max(len(lefts), len(rights)) > LARGEST else _assigned(group)
    return sorted(found)


def _groups(weights: Weights) -> list[Weights]:
    """The weights, taken apart into groups that share no item."""
    by_left, by_right = defaultdict(list), defaultdict(list)
    for pair in weights:
        by_left[pair[0]].append(pair)
        by_right[pair[1]].append(pair)
    groups: list[Weights] = []
    seen: set[tuple[int, int]] = set()
    for start in sorted(weights):
        waiting, group = [start], {}
        while waiting:
            pair = waiting.pop()
            if pair not in seen:
                seen.add(pair)
                group[pair] = weights[pair]
                waiting += [*by_left[pair[0]], *by_right[pair[1]]]
        if group:
            groups.append(group)
    return groups


def _heaviest_first(weights: Weights) -> list[tuple[int, int]]:
    found, lefts, rights = [], set(), set()
    for (left, right), _ in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        if left not in lefts and right not in rights:
            found.append((left, right))
            lefts.add(left)
            rights.add(right)
    return found


def _assigned(weights: Weights) -> list[tuple[int, int]]:
    """The exact assignment of one group; what is not paired is paired with nothing, at no cost."""
    lefts, rights = (sorted({pair[side] for pair in weights}) for side in (0, 1))
    size = max(len(lefts), len(rights))
    costs = [[0.0] * size for _ in range(size)]
    for row, left in enumerate(lefts):
        for column, right in enumerate(rights):
            costs[row][column] = -weights.get((left, right), 0.0)
    chosen = [(row, column) for row, column in _cheapest(costs) if costs[row][column] < 0]
    return [(lefts[row], rights[column]) for row, column in chosen]


def _cheapest(costs: list[list[float]]) -> list[tuple[int, int]]:
    """The cheapest assignment of a square matrix: each row is added in turn along a shortest augmenting path."""
    size = len(costs)
    of_rows, of_columns = [0.0] * (size + 1), [0.0] * (size + 1)  # potentials
    row_of = [0] * (size + 1)  # of a column, both counted from 1; column 0 holds the row to be added
    for row in range(1, size + 1):
        row_of[0] = row
        column, came_from = _shortest_path(costs, row_of, of_rows, of_columns)
        while column:
            row_of[column] = row_of[came_from[column]]
            column = came_from[column]
    return [(row_of[column] - 1, column - 1) for column in range(1, size + 1)]


def _shortest_path(
    costs: list[list[float]], row_of: list[int], of_rows: list[float], of_columns: list[float]
) -> tuple[int, list[int]]:
    """(the free column where the path ends, by which column each was reached); brings the potentials up to date."""
    size = len(costs)
    least, came_from, visited = [float("inf")] * (size + 1), [0] * (size + 1), [False] * (size + 1)
    here = 0
    while row_of[here]:
        visited[here] = True
        row, delta, following = row_of[here], float("inf"), 0
        for column in range(1, size + 1):
            if visited[column]:
                continue
            reduced = costs[row - 1][column - 1] - of_rows[row] - of_columns[column]
            if reduced < least[column]:
                least[column], came_from[column] = reduced, here
            if least[column] < delta:
                delta, following = least[column], column
        for column in range(size + 1):
            if visited[column]:
                of_rows[row_of[column]] += delta
                of_columns[column] -= delta
            else:
                least[column] -= delta
        here = following
    return here, came_from
