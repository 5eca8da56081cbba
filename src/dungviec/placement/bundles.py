"""Several posts, one person: each main post with the posts its holder may hold besides is one more post of the problem.

A bundle shuts a seat of each of its posts; a side row for each post concerned keeps plain and bundled holders within its seats. So what may go
together, how many titles one person holds and how much work that is are settled when bundles are made, and the solver needs no rule about them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from dungviec.competency.weights import PARTS
from dungviec.engine.problem import Flags, Ints, Problem, SideRow
from dungviec.law import LawView
from dungviec.placement.candidates import Field
from dungviec.placement.concurrent import Option, Options
from dungviec.placement.policy import Policy, PolicyFault
from dungviec.placement.second_posts import Seconds, seconds_of
from dungviec.placement.together import ground_for
from dungviec.records import Snapshot

MOST_BUNDLES = 20_000
FULL_WORK = 100


@dataclass(frozen=True, eq=False)
class Bundles:
    """``posts``: of each bundle, the main one first; ``options``: for each bundle the options behind its second posts; ``seats`` [bundles];
    ``held``: (person, post) held besides today and open again. Bundle b is post ``single + b`` of the problem."""

    single: int
    names: tuple[str, ...]
    posts: tuple[tuple[int, ...], ...]
    options: tuple[tuple[Option, ...], ...]
    seats: Ints
    held: frozenset[tuple[int, int]]
    seconds: Seconds
    edges: pl.DataFrame
    all_options: Options

    def __len__(self) -> int:
        return len(self.posts)

    @cached_property
    def _mains(self) -> Ints:
        return np.array([*range(self.single), *(b[0] for b in self.posts)], dtype=np.int64)

    def main_of(self, posts: npt.NDArray[np.integer]) -> Ints:
        """The main post behind each post of the problem, -1 for -1."""
        found: Ints = (
            np.where(posts >= 0, self._mains[np.maximum(posts, 0)], -1) if self.single else posts.astype(np.int64)
        )
        return found

    def members(self, post: int) -> tuple[int, ...]:
        """The posts of the records behind a post of the problem, the main one first."""
        return (post,) if post < self.single else self.posts[post - self.single]

    def by_main(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """What is known of the posts of the records [single], for every post of the problem by its main one."""
        return values[self._mains]

    def count_among(self, meant: Flags) -> Ints:
        """How many of the posts meant [single] each post of the problem is."""
        return np.append(
            meant.astype(np.int64), np.array([int(meant[list(b)].sum()) for b in self.posts], dtype=np.int64)
        )

    def with_any_of(self, posts: Ints) -> Ints:
        """These posts and the bundles that hold any of them."""
        wanted = set(posts.tolist())
        also = [self.single + k for k, b in enumerate(self.posts) if wanted & set(b)]
        return np.append(posts, np.array(also, dtype=np.int64))

    def with_main(self, main: int) -> tuple[int, ...]:
        """The posts of the problem with this main post: the post itself, then its bundles."""
        return (main, *(self.single + k for k, b in enumerate(self.posts) if b[0] == main))

    def relief(self, posts: Ints, prices: Ints) -> Ints:
        """What the empty seats behind a bundle would cost (``prices`` [single]) and do not, for each of ``posts`` of the problem."""
        worth = np.zeros(self.single + len(self), dtype=np.int64)
        worth[self.single :] = [int(prices[list(b)].sum()) for b in self.posts]
        return worth[posts]

    def filled(self, seats: Ints) -> Ints:
        """How many hold each post of the records, [single]; ``seats``: post of the problem per person, -1 for none."""
        found = np.zeros(self.single, dtype=np.int64)
        for j, count in zip(*np.unique(seats[seats >= 0], return_counts=True), strict=True):
            found[list(self.members(int(j)))] += count
        return found

    def held_besides(self, seats: Ints) -> list[tuple[int, int]]:
        """(bundle, person) of everybody who holds several posts."""
        return [(int(seats[i]) - self.single, i) for i in np.flatnonzero(seats >= self.single).tolist()]

    def seat_rows(self, bare: Problem, capacity: Ints) -> Iterator[tuple[None, SideRow]]:
        """For each post that a bundle holds: plain and bundled holders together within its seats."""
        concerned = sorted({p for b in self.posts for p in b})
        for p in concerned:
            flags = np.zeros(self.single + len(self), dtype=np.bool_)
            flags[self.with_any_of(np.array([p], dtype=np.int64))] = True
            edges = np.flatnonzero(flags[bare.edge_post])
            if len(edges) > capacity[p]:
                yield None, SideRow(f"seats:{bare.posts[p]}", edges, int(capacity[p]))

    def joined_to(self, edges: pl.DataFrame) -> pl.DataFrame:
        """The edges with those into bundles; whoever holds a bundle today stays by keeping it, not by giving a post of it up."""
        if self.edges.is_empty():
            return edges
        stays = self.edges.filter("stay")["i"].to_list()
        single = edges.with_columns(stay=pl.col("stay") & ~pl.col("i").is_in(stays))
        wider = single.with_columns([pl.col(name).cast(pl.Int32) for name in (*PARTS, "fit", "own_fit")])
        ours = self.edges.select(edges.columns).with_columns(pl.col("own_fit").cast(pl.Int32))
        return pl.concat([wider, ours]).sort("i", "j")


def bundles_of(
    snapshot: Snapshot, policy: Policy, view: LawView, field: Field, edges: pl.DataFrame,
    options: Options, held: frozenset[tuple[int, int]],
) -> Bundles:  # fmt: skip
    """The bundles of a round with the edges into them. Raises PolicyFault where the policy allows too many combinations."""
    single = len(field.posts)
    made = _combined(view, policy, field, options)
    seconds = seconds_of(snapshot, policy, view, field, edges, [posts for posts, _ in made], held)
    frames = [
        _edges_into(single + k, posts, own, edges, seconds, policy, held, options)
        for k, (posts, own) in enumerate(made)
    ]
    return Bundles(
        single=single,
        names=tuple("+".join(field.posts[p] for p in posts) for posts, _ in made),
        posts=tuple(posts for posts, _ in made),
        options=tuple(own for _, own in made),
        seats=np.array([int(field.capacity[list(posts)].min()) for posts, _ in made], dtype=np.int64),
        held=held,
        seconds=seconds,
        edges=pl.concat(frames) if frames else edges.clear(),
        all_options=options,
    )


def _combined(
    view: LawView, policy: Policy, field: Field, options: Options
) -> list[tuple[tuple[int, ...], tuple[Option, ...]]]:
    """Every main post with every set of second posts that law, titles and workload let one person hold."""
    by_main: dict[int, list[Option]] = {}
    for option in options.allowed:
        if field.capacity[option.second] > 0 and field.capacity[option.main] > 0:
            by_main.setdefault(option.main, []).append(option)
    found: list[tuple[tuple[int, ...], tuple[Option, ...]]] = []
    for main, own in sorted(by_main.items()):
        room = policy.most_titles - options.titles[main]
        for size in range(1, room + 1):
            for some in combinations(sorted(own, key=lambda o: o.second), size):
                if _goes_together(view, policy, options, some, room):
                    found.append(((main, *(o.second for o in some)), some))
                    if len(found) > MOST_BUNDLES:
                        raise PolicyFault(
                            f"Mục concurrent cho phép hơn {MOST_BUNDLES} cách kiêm nhiệm; thu hẹp posts, holders hoặc within.",
                            f"'concurrent' allows more than {MOST_BUNDLES} combinations; narrow posts, holders or within.",
                        )
    return found


def _goes_together(view: LawView, policy: Policy, options: Options, some: tuple[Option, ...], room: int) -> bool:
    if sum(options.titles[o.second] for o in some) > room:
        return False
    work = sum(o.line.share or 0 for o in some) + max(o.line.holder_share or 0 for o in some)
    if work > FULL_WORK:
        return False
    return all(
        ground_for(view, options.facts[a.second], options.facts[b.second], office_basis=a.line.basis or b.line.basis).verdict
        <= policy.worst_verdict
        for a, b in combinations(some, 2)
    )  # fmt: skip


def _edges_into(
    post: int, posts: tuple[int, ...], own: tuple[Option, ...], edges: pl.DataFrame, seconds: Seconds, policy: Policy,
    held: frozenset[tuple[int, int]], options: Options,
) -> pl.DataFrame:  # fmt: skip
    """The edges of a bundle: whoever has one into its main post and may hold each of the others besides."""
    mains = edges.filter(pl.col("j") == posts[0])
    titles = sum(options.titles[p] for p in posts)
    for option in own:
        c = option.second
        mains = mains.join(seconds.of(c), on="i", how="inner", suffix="_besides").filter(
            pl.col("titles") + titles <= policy.most_titles
        )
        mains = mains.with_columns(
            [pl.col(name).cast(pl.Int32) + pl.col(f"{name}_besides").cast(pl.Int32) for name in (*PARTS, "fit")]
        ).with_columns(
            gain=pl.col("gain")
            + pl.col("fit_besides").cast(pl.Int64)
            - pl.when("held").then(0).otherwise(option.line.price),
            stay=pl.col("stay") & pl.col("held"),
            verdict=pl.max_horizontal("verdict", "verdict_besides", pl.lit(int(option.ground.verdict), pl.UInt8)),
        )
        mains = mains.select(edges.columns)
    return mains.with_columns(j=pl.lit(post, dtype=edges.schema["j"])).cast(dict.fromkeys((*PARTS, "fit"), pl.Int32))
