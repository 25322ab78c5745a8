# Reminders, and what is said when one is answered.

breaks-sitting = You've been sitting for { $span }.
breaks-reminder =
    { $sat }
    <b>{ $offer }</b>
breaks-offer = { $name } · { $length } · { $place }
breaks-move-anyway =
    { $sat }
    Your settings leave no exercise I can offer. A short walk counts just as well.
breaks-unanswered = <i>A reminder went by. No harm done.</i>
breaks-paused = <i>Reminders rest now.</i>
breaks-closed = That one is closed already.
breaks-nothing-else = Your settings leave nothing else to offer.
breaks-no-other = This is the only one that fits your settings.
breaks-snoozed = Later, then: { $when }.
breaks-snoozed-often =
    { $line }
    Busy day? You can also call it a day.
breaks-skipped = Skipped. Next one { $when }.
breaks-moved = Good, that counts as movement. Next one { $when }.
breaks-done-for-today = That's it for today. Next one { $when }.
breaks-already-done = You are done for today already.
breaks-no-next = when there are hours to remind you in (see /settings)
breaks-gentle =
    { $count } reminders in a row went by, so I'll come half as often until I hear from you.
    What suits you?
breaks-slowed-down = From now on every { $minutes } minutes. Next one { $when }. /settings changes it back.
breaks-kept-going = Back to the usual. Next one { $when }.

place = { $place ->
    [chair] chair
    [standing] standing
   *[floor] floor
}

pause-how-long =
    How long should reminders rest?
    You can also type: <code>/pause 45</code>, <code>/pause until 14:00</code>, <code>/pause until 5 Dec</code>
pause-for-30 = 30 min
pause-for-1h = 1 hour
pause-for-2h = 2 hours
pause-for-today = Rest of today
pause-for-tomorrow = Through tomorrow
pause-until = Reminders rest until { $when }.
pause-until-and-next =
    Reminders rest until { $when }.
    { $next }
pause-open = Reminders rest until you tap Resume or send /resume.
pause-over = Welcome back. { $next }
pause-was-none = Reminders were not paused. { $next }
pause-is-over = That pause is over already.
pause-unread = { $reason ->
    [past] That pause would be over already.
    [far] That is more than a year away.
   *[unread] I can't read “{ $words }” as a pause.
} For example: <code>/pause 2h</code>, <code>/pause until 14:00</code>, <code>/pause tomorrow</code>, <code>/pause until 5 Dec</code>

next-at = Next reminder: <b>{ $when }</b>, { $why }.
next-why = { $reason ->
    [after_movement] counted from your last movement
    [range_start] counted from the start of your hours
    [next_workday] when your next working hours have begun
    [snoozed] as you asked
    [after_skip] counted from when you let the last one go
    [after_prompt] counted from the last reminder
    [after_answer] counted from the last reminder
    [after_return] counted from when I heard from you again
    [slowed] at half the pace, since the last ones went by
   *[after_pause] right after your pause
}
next-none = { $reason ->
    [no_hours] No reminders: there are no working hours. Set them with <code>/settings hours Mon-Fri 9-17</code>
    [paused] No reminders until you send /resume.
   *[ranges_too_short] No reminders: your hours are shorter than your interval. See /settings
}

breaks-too-late = It's too late to undo that.
breaks-not-done = Reminders again. Next one { $when }.

days-off = { $kind ->
    [sick] Get well soon. Quiet until { $until }, and your streak is safe. Next one { $when }.
   *[holiday] Enjoy it. Quiet until { $until }, and your streak is safe. Next one { $when }.
}
days-off-past = { $kind ->
    [sick] Noted: { $day } was a sick day. Your streak is safe.
   *[holiday] Noted: { $day } was a day off. Your streak is safe.
}
days-off-ahead = { $kind ->
    [sick] Noted: { $day } is a sick day, and your streak is safe. Next one { $when }.
   *[holiday] Noted: { $day } is a day off, and your streak is safe. Next one { $when }.
}
days-off-unread = { $reason ->
    [past] That moment has passed.
    [far] That is more than a year away.
   *[unread] I can't read “{ $words }” as a day.
} For example: /{ $kind }, /{ $kind } yesterday, /{ $kind } for 3 days, /{ $kind } until 5 Dec
late = A long one, then: reminders until { $until }, today only. Next one { $when }.
late-unread = { $reason ->
    [past] That moment has passed.
    [early] Your hours last that long already.
    [no_hours] You have no working hours today, so there is nothing to make longer. /stretch works any time.
    [far] That is more than twelve hours after your usual end.
   *[unread] Until when? I need a time.
} For example: /late 20:00
