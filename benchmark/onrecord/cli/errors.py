"""``onrecord errors``: where predictions differ from the gold, in context."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click
from rich.text import Text

from onrecord.cli.options import (
    chosen_gold,
    gold_options,
    in_file,
    json_option,
    parse_options,
    seed_option,
    system_options,
    track_option,
)
from onrecord.cli.plain import write_json
from onrecord.cli.terminal import console, print_rows, safe
from onrecord.differences import Difference, find_differences
from onrecord.foreign import shown
from onrecord.layers import LAYERS, Track
from onrecord.systems import make_system
from onrecord.tracing import with_rules


@click.command()
@click.argument("predictions", type=in_file)
@gold_options
@track_option
@json_option
@click.option("--layer", type=click.Choice(LAYERS), help="Only the differences of this layer.")
@click.option("--system", help="The system that predicted, asked which of its rules made or lost each item.")
@seed_option
@system_options
def errors(
    predictions: Path,
    split: str | None,
    gold: Path | None,
    corpus: Path | None,
    track: Track,
    as_json: bool,
    layer: str | None,
    system: str | None,
    seed: int,
    options: tuple[str, ...],
) -> None:
    """Lists where PREDICTIONS differ from the gold: missed, spurious, boundary, label, wrong speaker, in context.

    With --system the rule that made each predicted item, or that left out a missed one, stands behind it, for systems
    that tell (`rules` does), and the rules are counted.
    """
    chosen = chosen_gold(split, gold, corpus, track=track).read()
    found = chosen.read(predictions)
    differences: list[Difference] = []
    texts = {document.id: document.text for document in chosen.documents}
    for case in chosen.cases(found):
        differences += find_differences(case, found.layers if layer is None else found.layers & {layer})
    if system is not None:
        maker = make_system(system, seed=seed, options=parse_options(options))
        inputs = {item.document.id: item for item in chosen.inputs()}
        differences = with_rules(differences, maker, shown(system, 80), inputs, found.records)
    if as_json:
        write_json(differences)
        return
    out = console()
    for item in differences:
        out.print(_line(item, texts[item.doc_id]), soft_wrap=True)
    counts = Counter((item.layer, item.kind) for item in differences)
    rows = [(f"{name}: {kind}", str(count)) for (name, kind), count in sorted(counts.items())]
    print_rows("differences", ("layer: kind", "count"), rows)
    if system is not None:
        blamed = Counter((item.layer, item.kind, item.rule or item.lost_by or "(no rule)") for item in differences)
        by_rule = [(f"{name}: {kind}", rule, str(count)) for (name, kind, rule), count in sorted(blamed.items())]
        print_rows("rules", ("layer: kind", "rule", "count"), by_rule)


def _line(item: Difference, text: str) -> Text:
    before, words, after = (part.replace("\n", " ") for part in item.context(text))
    sides = [f"gold {item.gold}"] if item.gold is not None else []
    sides += [f"predicted {item.predicted}"] if item.predicted is not None else []
    line = Text.assemble(safe(item.doc_id, "dim"), f" {item.layer} ", (item.kind, "bold"), ": ")
    line.append_text(safe("; ".join(sides), limit=400))
    if item.rule is not None or item.lost_by is not None:
        words_of_rule = f"by {item.rule}" if item.rule is not None else f"left out by {item.lost_by}"
        line.append_text(safe(f"  [{words_of_rule}]", "dim"))
    if words:
        line.append("  «")
        line.append_text(safe(before, "dim"))
        line.append_text(safe(words, "underline", 300))
        line.append_text(safe(after, "dim"))
        line.append("»")
    return line
