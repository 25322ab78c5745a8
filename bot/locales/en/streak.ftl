# /streak

streak =
    { $days ->
        [0] <b>No streak yet</b>
        [one] <b>{ $days } workday</b> so far
       *[other] <b>{ $days } workdays</b> in a row
    } · best { $best }
    This week: { $week }
    Today: { $today }
    { $hint }
streak-week = { $done } of { $workdays } days, { $breaks ->
    [one] { $breaks } break
   *[other] { $breaks } breaks
}
streak-today = { $count } of { $goal }
streak-hint-start = <i>One guided stretch starts it. Days off never break it.</i>
streak-hint = { $today ->
    [done] <i>Today counts.</i>
    [off] <i>A day off: nothing to do for the streak.</i>
    [paused] <i>Paused today: the streak is safe.</i>
   *[open] <i>One stretch today keeps it going.</i>
}
