# The guided session: each step, the controls, and how it ends.

session-title = <b>{ $name }</b>
session-title-of = <b>{ $name }</b>  { $part } of { $parts }
session-side = { $side ->
    [right] right side
   *[left] left side
}
session-plain = { $text }
session-set = { $set } of { $sets }

session-ready = <b>GET READY</b>{ $facts }  { $left }
session-hold = <b>HOLD</b>{ $facts }  <b>{ $left }</b>, until { $until }
session-reps = <b>MOVE</b>{ $facts }  <b>{ $count } times</b>, one every { $tempo } s, until { $until }
session-breathe = <b>BREATHE</b>{ $facts }  <b>{ $count } long breaths</b>, until { $until }
session-switch = <b>SWITCH SIDES</b>  now the { $side }  { $left }
session-rest = <b>REST</b>{ $facts }  { $left }
session-rest-before = <b>REST</b>  { $left }, then this one
session-how = <blockquote expandable>{ $how } { $hint }</blockquote>
session-hold-sets = <b>HOLD</b>  <b>{ $left }</b>, { $sets } times, until { $until }
session-lead = { $kind ->
    [switch] <b>SWITCH SIDES</b>
    [rest] <b>REST</b> and get ready
   *[ready] <b>GET READY</b>
}  { $left }, then { $work }
session-paused = <b>PAUSED</b>{ $kind ->
    [ready] {" "}while getting ready
    [switch] {" "}while switching sides
    [rest] {" "}in a rest
   *[work] { $facts }
}  { $left } to go
session-away = I was away for a moment. Carry on? { $left } to go in this step.
session-pace = <i>Breathe slowly: in for 4, out for 6.</i>
session-cue = <i>{ $cue }</i>

session-button-pause = Pause
session-button-next = Next
session-button-back = Back
session-button-stop = Stop
session-button-hurts = It hurts
session-button-more = More time
session-button-replace = End it and start this
session-button-keep = Carry on with it
session-button-easy = Easy
session-button-right = Right
session-button-hard = Hard
session-button-not-done = Didn't do it
session-button-bring-back = Bring it back

session-another-runs =
    You are in the middle of { $name }.
    End it and start the new one? What you have done so far is kept.
session-closed-offer = That offer is closed. /stretch brings a fresh one.
session-runs-already = It is running already.
session-waits-here = You have begun it: here it waits for you.
session-all-left-out = That exercise is left out for now. Tap Another, or send /stretch.
session-is-over = That session is over. /stretch starts another.
session-step-has-passed = That step is over already.
session-is-paused = It is paused already.
session-no-more = That is long enough for one go.
session-more-later = Once it has begun: tap again then.
session-kept = Good, carry on.

session-done = <b>Done.</b>{ $row }
session-part = <b>Partly done</b>, and that counts.{ $row }
session-tapped-through = You are through, but less than half of it was held, so it does not count. Another time.
session-stopped-part = Stopped. You did half or more, so it counts.{ $row }
session-stopped = Stopped. Too short to count, and no harm done.
session-replaced = <i>Ended for the next one. What was done is kept.</i>
session-abandoned = <i>You left this one, so I closed it. What was done is kept.</i>
session-gone = <i>One of these exercises is not there any more, so this ends here. What was done is kept.</i>
session-row = { $days ->
    [0] {""}
    [one] { " " }{ $days } workday so far.
   *[other] { " " }{ $days } workdays in a row.
}
session-instead-of-reminder = <i>You moved without it.</i>

session-hurt =
    <b>Stop here.</b> Come out of it slowly and take a few easy breaths.
    If it does not ease, or comes back, ask a doctor or physiotherapist.
    { $others ->
        [0] I leave { $name } out
        [one] I leave { $name } and one harder relative out
       *[other] I leave { $name } and { $others } harder relatives out
    } for two weeks. /hidden lists what is left out.
session-brought-back = { $name } may be offered again. Go gently.
session-was-not-left-out = It is not left out.

session-rated-easy = { $change ->
    [longer] Noted: next time a little longer.
    [more] Noted: next time a little more.
    [ended] Noted. That is the most there is of it.
   *[same] Noted. It grows if it is easy once more.
}
session-rated-harder = { $line } Harder, and yours to try now: { $names }.
session-rated-harder-elsewhere = { $line } Harder: { $names }, once /settings has its place and things.
session-rated-rests = { $name } rests for two weeks. The easier { $easier } comes instead.
session-no-such-exercise = That exercise is not there any more.
session-not-for-now = That exercise is not for you now: your settings or /hidden say why.
session-rated-right = Noted: it stays as it is.
session-rated-hard = { $change ->
    [shorter] Noted: next time a little shorter.
    [fewer] Noted: next time a little less.
    [ended] Noted. That is the least there is of it.
   *[same] Noted. It shrinks if it is hard once more.
}
session-undo-too-late = It's too late to undo that.
session-rated-not-done = Taken back, thanks for being straight. The next one is a fresh chance.
session-rated = { $line }
    <i>{ $note }</i>
session-rated-already = You have told me already, thank you.
