# What is said of a typed line that cannot be read as the value it was meant to be.

answer-hours-fault = { $reason ->
    [bad_time] “{ $part }” is not a time of day.
    [time_without_end] “{ $part }” has no end: until when?
    [days_without_hours] “{ $part }” has no hours: from when to when?
    [empty_range] “{ $part }” starts when it ends.
    [overlap] “{ $part }” overlaps other hours of the same day.
    [empty] I find no working hours in that.
   *[unreadable] I can't read “{ $part }” as hours.
} For example: <code>Mon-Fri 9-12:30 13:30-18</code>
answer-interval-fault = { $reason ->
    [too_little] That is too often to get anything done: 15 minutes at least.
    [too_much] That is a long time to sit: 240 minutes at most.
   *[unreadable] I can't read “{ $part }” as a length of time.
} For example: <code>50</code> or <code>1 h 30</code>
answer-goal-fault = { $reason ->
    [too_little] One break a day at least.
    [too_much] That is a lot for one day: 16 at most.
   *[unreadable] I can't read “{ $part }” as a number of breaks.
} For example: <code>4</code>
answer-stop-fault = I can't read “{ $part }” as on or off. For example: <code>/settings stop on</code>
answer-pace-fault = I can't read “{ $part }” as a pace. For example: <code>short</code>, <code>normal</code> or <code>long</code>
answer-pictures-fault = I can't read “{ $part }” as clips or text. For example: <code>/settings pictures text</code>
answer-day-fault = { $reason ->
    [too_much] Between 00:00 and 06:00, please.
   *[unreadable] I can't read “{ $part }” as a time.
} For example: <code>04:00</code>
answer-silent-fault = I can't read “{ $part }” as on or off. For example: <code>/settings silent on</code>
answer-places-fault = { $reason ->
    [too_little] One place has to stay.
   *[unreadable] I don't know the place “{ $part }”.
} For example: <code>chair, standing, floor</code>
answer-equipment-fault = I can't use “{ $part }”. For example: <code>doorway, wall, step, strap</code> or <code>none</code>
answer-careful-fault = I can't take “{ $part }” into account by itself, only these: <code>knees, lower back, hips, balance, pregnant, recent surgery</code> or <code>none</code>
answer-zone-fault = I can't find that spot on Earth. For example: <code>Lisbon</code>
