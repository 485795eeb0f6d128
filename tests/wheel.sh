#!/bin/sh
# Builds the wheel, installs it alone in an empty environment and uses it there; then builds the one without the article.
set -eu
python=$(realpath -s "$1")
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$python" -m build --wheel --outdir "$work/dist" "$root" > "$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
"$python" -m venv "$work/venv"
"$work/venv/bin/python" -m pip --disable-pip-version-check --quiet install "$work"/dist/*.whl
cd "$work"
onrecord="$work/venv/bin/onrecord"
"$onrecord" data verify
"$onrecord" data lint
"$onrecord" data leaks
"$onrecord" run --system rules
"$onrecord" predict rules --split article -o predictions.jsonl
"$onrecord" score predictions.jsonl --split article --json > scores.json
cmp scores.json "$root/benchmark/submissions/rules/scores.article.text.json"

ONRECORD_WITHOUT_ARTICLE=1 "$python" -m build --wheel --outdir "$work/bare" "$root" > "$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
"$work/venv/bin/python" -m pip --disable-pip-version-check --quiet install --force-reinstall --no-deps "$work"/bare/*.whl
"$onrecord" data verify
if "$onrecord" run --system rules 2> message.txt; then echo "the article is in a wheel built without it"; exit 1; fi
grep -q "the split article is not in this installation" message.txt
"$onrecord" run --split test --system rules > /dev/null
if "$work/venv/bin/python" -m zipfile -l "$work"/bare/*.whl | grep -i "article"; then echo "the article is in the wheel"; exit 1; fi
# The build folder is the same: a full wheel after one without the article is full again.
"$python" -m build --wheel --outdir "$work/again" "$root" > "$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
"$work/venv/bin/python" -m pip --disable-pip-version-check --quiet install --force-reinstall --no-deps "$work"/again/*.whl
"$onrecord" data verify
"$onrecord" run --system rules > /dev/null
echo "wheel: good, with and without the article"
