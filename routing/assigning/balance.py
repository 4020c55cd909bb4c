"""What a box is worth at each place: prices that the bound may use, made of any prices.

With a price b of a box at each place, a shipment of n boxes from o to d costs n (b_o - b_d) more, and for all b

    sum_k q_k min(dist_k(mu) + n_k (b_o - b_d), penalty_k) - sum_r mu_r capacity_r

is below the cost of every assignment whose boxes balance, if nothing is to be earned with empty ones: b_j - b_i <=
dist_ij(mu) for each way of an empty box, b_i <= hire_i, and -b_i <= drop_i. Those are differences of prices, with the
price 0 of a box from nowhere: the largest prices below those of a master that keep to them are distances in a graph
whose lengths are the right hand sides, and as none of those is below 0, there always are some.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from routing.assigning.boxes import Boxes

Floats = NDArray[np.float64]


def closed(boxes: Boxes, price: Floats, least: Floats) -> Floats:
    """Return prices of boxes with which nothing is to be earned by empty ones, near to those that are given.

    Only differences count in the bound: the least price of a size is 0, or as near to it as hiring and dropping allow.

    Parameters
    ----------
    price : float64, shape (n_nodes,)
        Of a box at each node.
    least : float64, shape (n_lanes,)
        What a shipment of each lane costs at least; infinite where it has no route.
    """
    sizes = sorted({size for _, size in boxes.nodes})
    outside = {size: len(boxes.nodes) + at for at, size in enumerate(sizes)}  # the nowhere of each size
    of_node = np.array([outside[size] for _, size in boxes.nodes], dtype=np.int64)
    empty = np.flatnonzero(boxes.is_empty & np.isfinite(least))
    hired, dropped = np.flatnonzero(np.isfinite(boxes.hire)), np.flatnonzero(np.isfinite(boxes.drop))
    tail = np.concatenate((boxes.begin[empty], of_node[hired], dropped))
    head = np.concatenate((boxes.end[empty], hired, of_node[dropped]))
    length = np.concatenate((least[empty], boxes.hire[hired], boxes.drop[dropped]))
    found = np.append(price, np.zeros(len(sizes)))
    for _ in range(len(found)):
        before = found.copy()
        np.minimum.at(found, head, before[tail] + length)
        if np.array_equal(before, found):
            break
    return _normal(boxes, found[: len(boxes.nodes)], of_node)


def _normal(boxes: Boxes, found: Floats, of_node: NDArray[np.int64]) -> Floats:
    """Return prices of which the least of each size is as near to 0 as hiring and dropping allow."""
    prices: Floats = found.copy()
    for size in np.unique(of_node):
        mine = of_node == size
        most = float((boxes.hire[mine] - prices[mine]).min())
        least = float((-boxes.drop[mine] - prices[mine]).max())
        prices[mine] += min(max(-float(prices[mine].min()), least), most)
    return prices


def exchanged(boxes: Boxes, carried: Floats) -> tuple[Floats, Floats]:
    """Return how many boxes are hired and dropped at each node, by how many shipments of each lane go.

    What is so little that a solver's tolerances made it counts for nothing.
    """
    surplus = boxes.surplus(carried)
    surplus[np.abs(surplus) <= NOISE * boxes.unit] = 0.0
    return np.maximum(-surplus, 0.0), np.maximum(surplus, 0.0)


def exchange_usd(boxes: Boxes, carried: Floats) -> float:
    """Return what hiring and dropping come to in a week; infinite where boxes are short that cannot be had."""
    hired, dropped = exchanged(boxes, carried)
    paid, left = hired > 0, dropped > 0
    return float(hired[paid] @ boxes.hire[paid] + dropped[left] @ boxes.drop[left])


NOISE = 5e-7  # of the boxes of a size: what the tolerances of a solver may leave out of balance
