# The next break, as it is told after something moved it.

upcoming = Your { $which ->
    [first] first
   *[next] next
} break: <b>{ $when }</b>.
upcoming-at-once = in a moment
upcoming-none = { $reason ->
    [paused] No break is planned while reminders are paused. /resume ends that.
    [ranges_too_short] No break fits: your hours come in pieces shorter than your interval. /settings changes either.
   *[no_hours] No break is planned, since there are no working hours. <code>/settings hours Mon-Fri 9-17</code> sets them.
}
