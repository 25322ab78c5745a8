"""Lessons, one at a time."""

from __future__ import annotations

from content import catalogue


async def test_no_lesson_comes_twice_until_all_were_seen(scene) -> None:
    ada = await scene.somebody_set_up()
    await ada.says("/learn")
    lesson, count = ada.last.id, len(catalogue.load().lessons)
    seen = [ada.sees]
    assert "Source: " in seen[0]
    for _ in range(count - 1):
        await ada.taps("Another lesson")
        assert ada.last.id == lesson
        seen.append(ada.sees)
    assert len(set(seen)) == count
    await ada.taps("Another lesson")
    assert ada.sees == seen[0]
