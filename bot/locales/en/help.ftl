# Help, and answers to what was not understood.

help =
    I remind you to leave the chair in your working hours, guide one short stretch at a time, and count your days.
    /stretch – a stretch now; or type: 3 min floor
    /exercises – all of them; /hidden – what is left out
    /next – when I come next
    /pause, /resume – let reminders rest
    /sick, /holiday, /late – days that go differently
    /streak – your days in a row; /log – a forgotten one
    /learn – one short lesson
    /settings – hours, interval, places
    /feedback – a word to the operator
    /privacy, /export, /forget – what is kept
    If anything hurts, stop. Gentle movement, not treatment.
help-hello = Hello { $name }! What would you like?
help-thanks = You're welcome!
help-pause-for-an-hour = Pause 1 h
help-lesson = A lesson
help-not-understood = I don't understand “{ $said }”. Is it one of these? /help lists the rest.
help-no-such-command = There is no /{ $name } here. Is it one of these? /help lists the rest.
help-closest-command = There is no /{ $name } here. Did you mean /{ $closest }?
help-odd = { $kind ->
    [voice] Thank you, but I can't listen to voice messages. Type it, or tap one of these.
    [photo] Thank you, but I can't see pictures. Type it, or tap one of these.
    [sticker] Nice one! I can only read text, though. Is it one of these you want?
   *[other] Thank you, but I can only read text. Is it one of these you want?
}
help-edited = I don't read changes to a message. Please write it again as a new one.
help-location = You are in { $zone }, where it is { $time } now? I can go by that time.
help-location-known = Thank you. { $zone } is the time zone I go by already.
help-location-odd = I can't find that spot on Earth. If it is about your time zone: <code>/settings zone Lisbon</code>
help-use-as-zone = Use as my time zone
help-outdated-button = That button no longer does anything. /help shows what there is.
help-group = I work one to one only: reminders and streaks are nobody else's business. Let's talk there.
help-group-link = Open a chat with me
help-group-toast = I work one to one only. Open a chat with me.
