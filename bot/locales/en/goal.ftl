# The day's goal is met.

goal-met = { $count ->
    [one] That was today's goal: { $count } break. More is welcome, and so is calling it a day.
   *[other] That was today's goal: { $count } breaks. More is welcome, and so is calling it a day.
}
goal-met-done = { $count ->
    [one] Today's goal is met: { $count } break. I'm quiet until your next working hours.
   *[other] Today's goal is met: { $count } breaks. I'm quiet until your next working hours.
}
