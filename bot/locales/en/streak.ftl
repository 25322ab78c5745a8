# /streak and /log

streak =
    { $days ->
        [0] <b>No streak yet</b>
        [one] <b>{ $days } workday</b> so far
       *[other] <b>{ $days } workdays</b> in a row
    } · best { $best }
    This week: { $week }
    Today: { $today }
    Freezes: { $freezes }
    { $hint }
streak-week = { $done } of { $workdays } days, { $breaks ->
    [one] { $breaks } break
   *[other] { $breaks } breaks
}
streak-today = { $count } of { $goal }
streak-freezes = { $count ->
    [0] none yet
   *[other] { $count } in hand
}{ $ahead ->
    [0] {""}
    [one] , the next after { $ahead } more day
   *[other] , the next after { $ahead } more days
}
streak-hint-start = <i>One guided stretch starts it. Days off never break it.</i>
streak-hint = { $today ->
    [done] <i>Today counts.</i>
    [off] <i>A day off: nothing to do for the streak.</i>
    [paused] <i>Paused today: the streak is safe.</i>
   *[open] <i>One stretch today keeps it going.</i>
}
streak-legend = { $day ->
    [done] goal met
    [frozen] freeze
    [paused] pause
    [off] day off
   *[missed] missed
}
streak-why = Why { $days }?
streak-why-list =
    <b>{ $days ->
        [0] No days in a row, and why
        [one] { $days } workday, and why
       *[other] { $days } workdays in a row, and why
    }</b>
    { $lines }
    <i>Days off and pauses never break it. A freeze covers a missed workday; every seventh day that counts earns one, two at most.</i>
streak-why-day = { $day }
streak-why-days = { $first } to { $last }
streak-why-line = { $when }: { $verdict ->
    [done] { $count ->
        [one] done
       *[other] done, { $count } days
    }
    [off] day off
    [paused] paused
    [frozen] missed, saved by a freeze
    [open] still open
   *[missed] missed, so it began anew
}
streak-why-more = … and so on, back to its beginning.

streak-log-which = Which day did you move and I did not see it?
streak-log-none = There is no day to add: the last two count already, or were before we met.
streak-log = { $verdict ->
    [taken] Noted: { $day } counts. { $days ->
        [one] { $days } workday so far.
       *[other] { $days } workdays in a row.
    }
    [counted] That day counts already.
    [today] Today is not over: /stretch counts for it. /log is for yesterday and the day before.
    [before] That was before we met.
    [too_old] That is too long ago: /log goes two days back.
   *[unread] I can't read that as a day. For example: /log yesterday
}
