# The first meeting: six questions, and where somebody stands who is set up.

onboarding-welcome =
    Hello { $name }, I'm Unsit: I get you out of the chair for one short, guided stretch at a time.
    Why the psoas? This deep hip muscle stays short for as long as you sit, and most people feel better for moving it.
    <b>Gentle movement, not treatment.</b> Stop if it hurts. Pregnant, recent surgery or injury, numbness, sudden or severe back pain: ask a professional first.
onboarding-understand = I understand
onboarding-agree-first = One thing before we start: please read this and tap the button below.

onboarding-zone =
    <b>1/5 Where are you?</b> So that I come at the right time.
    Type a city or a zone: Lisbon, Sao Paulo, Europe/Berlin, UTC+5:30
onboarding-location = On a phone you can share your location instead. I keep only the time zone.
onboarding-share-location = Share my location
onboarding-location-odd = I can't find that spot on Earth.
onboarding-location-not-now = Thank you, but I have your time zone already.
onboarding-which =
    There are a few that “{ $typed }” can mean. Which is yours?
    If none is, type it with its country, for example: Lisbon, Portugal
onboarding-unknown =
    I don't know “{ $typed }”. Is there a larger city nearby?
    For example: Lisbon, Sao Paulo, Europe/Berlin, UTC+5:30
onboarding-unknown-but-near =
    I don't know “{ $typed }”. Did you mean one of these?
    If not, type a larger city nearby, for example: Lisbon
onboarding-place = { $place }.
onboarding-unread-place = I don't know “{ $typed }”. If the time is wrong, tap No.
onboarding-confirm = It is <b>{ $time }</b> with you?
onboarding-yes = Yes
onboarding-no = No

onboarding-hours =
    <b>2/5 When do you sit?</b> I stay silent outside these hours.
    You can also type them: Mon-Thu 9-12:30 13:30-18, Fri 9-15
onboarding-own-hours = My own hours
onboarding-own-hours-how =
    <b>2/5</b> Type your hours in one line, for example:
    <code>Mon-Thu 9-12:30 13:30-18, Fri 9-15</code>
    Night shifts work too: <code>Sun-Thu 22-6</code>
onboarding-hours-it-is = { $hours } it is.
onboarding-interval =
    <b>3/5 How often should I come?</b> After so many minutes of sitting.
    You can also type them, from 15 to 240.
onboarding-minutes = { $minutes } min
onboarding-interval-it-is = Every { $minutes } minutes it is.
onboarding-places =
    <b>4/5 Where can you move, and what do you have at hand?</b>
    Tap all that fit, then Continue.
onboarding-continue = Continue
onboarding-one-place = One place has to stay. Choose another one first.
onboarding-toggled = { $name }: { $on ->
    [yes] yes
   *[no] no
}

onboarding-careful =
    <b>5/5 Is there anything to be careful with?</b>
    I leave out the exercises that could be wrong for it.

onboarding-use-defaults = Use defaults
onboarding-tap = Please answer this one with the buttons.
onboarding-odd = Thank you! I can only read text, though.
onboarding-first = A few questions first, it takes less than a minute.
onboarding-first-toast = A few questions first.
onboarding-answered = That one is answered already. Nothing has changed.
onboarding-defaults-it-is = The usual, then.

onboarding-set = Set. { $upcoming }
onboarding-set-defaults = { $hours } · every { $minutes } minutes · { $places }
onboarding-zone-assumed = I assume the time zone { $zone }, where it is { $time } now. Not yours? Tap Change.
onboarding-change = Change

onboarding-standing =
    Good to see you, { $name }.
    { $upcoming }
    { $hours } · every { $minutes } minutes · { $places }
