# The settings: an overview, and a page for each.

settings-title = <b>Settings</b>
settings-line = { $name }: <b>{ $value }</b>
settings-value = { $value }
settings-hours = Hours
settings-interval = Interval
settings-places = Where I move
settings-equipment = At hand
settings-careful = Careful with
settings-goal = Goal
settings-stop = When the goal is met
settings-stop-told = { $automatic ->
    [yes] done for today
   *[no] ask me
}
settings-stop-key = { $value ->
    [on] Done for today
   *[off] Ask me
}
settings-pace = Pace of holds
settings-pace-told = { $pace ->
    [short] short
    [long] long
   *[normal] normal
}
settings-pictures = Exercises
settings-pictures-told = { $clips ->
    [yes] as clips
   *[no] as text
}
settings-switch-pictures = { $clips ->
    [yes] Show text only
   *[no] Show clips
}
settings-day = My day starts
settings-day-told = at { $time }
settings-silent = Reminders
settings-zone = Time zone
settings-nothing = nothing special
settings-breaks-a-day = { $count ->
    [one] { $count } break a day
   *[other] { $count } breaks a day
}
settings-sound = { $silent ->
    [yes] silent
   *[no] with sound
}
settings-switch-sound = { $silent ->
    [yes] Turn sound on
   *[no] Turn sound off
}
settings-zone-now = { $zone }, { $time } now
settings-minutes = { $minutes } min
settings-back = « Back

settings-hours-how =
    Your hours: <b>{ $value }</b>. I stay silent outside them.
    Tap, or type them: <code>Mon-Thu 9-12:30 13:30-18, Fri 9-15</code>
settings-interval-how =
    I come after <b>{ $value }</b> of sitting.
    Tap, or type 15 to 240 minutes: <code>50</code>
settings-places-how =
    Where can you move? Now: <b>{ $value }</b>.
    Tap, or type: <code>chair, standing, floor</code>
settings-equipment-how =
    What do you have at hand? Now: <b>{ $value }</b>.
    Tap, or type: <code>doorway, wall, step, strap</code>
settings-careful-how =
    What are you careful with? Now: <b>{ $value }</b>.
    I leave out the exercises that could be wrong for it.
    Tap, or type: <code>knees, lower back</code>
settings-goal-how =
    Your goal: <b>{ $value }</b>.
    Tap, or type a number: <code>4</code>
settings-stop-how =
    When the day's goal is met: <b>{ $value }</b>.
    Tap, or type <code>on</code> for quiet without asking, <code>off</code> to be asked.
settings-pace-how =
    How long holds last, within what is right for each exercise: <b>{ $value }</b>.
    Tap, or type: <code>short</code>, <code>normal</code>, <code>long</code>
settings-day-how =
    Your day starts <b>{ $value }</b>. What you do before that counts for the day before; reminders are not touched.
    Tap, or type a time: <code>04:00</code>
settings-zone-how =
    Your time zone: <b>{ $value }</b>.
    Type a city or a zone (<code>Lisbon</code>, <code>Europe/Berlin</code>, <code>UTC+5:30</code>), or send me your location.
settings-zone-which =
    There are a few that “{ $typed }” can mean. Which is yours?
    If none is, type it with its country: <code>Lisbon, Portugal</code>
settings-zone-unknown =
    I don't know “{ $typed }”, so your time zone stays as it is.
    Type a larger city nearby, for example: <code>Lisbon</code>

settings-saved = Saved. { $name }: { $value }.
settings-saved-and-next =
    { $saved }
    { $next }
settings-toast = { $name }: { $value }
settings-already = It is set like that already.
settings-outdated = That button is from an earlier time. /settings has the current ones.
settings-one-place = One place has to stay. Choose another one first.
settings-no-such =
    I have no setting called “{ $name }”. There are hours, interval, places, equipment, careful, goal, stop, pace, pictures, silent, zone and day.
    For example: <code>/settings interval 50</code>
