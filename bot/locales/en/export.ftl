# What each table and column in the JSON of /export means (bot/features/privacy/about.py).
# A column without a line here fails a test.

export-about = Everything that the Unsit bot keeps about you: a key for each table, in it a list of rows.
export-values = Moments are ISO 8601 in UTC. null means not said, not happened or not over. Exercises, routines and lessons are named by their ids.

export-any-id = running number
export-any-person_id = your Telegram user id
export-any-person = your Telegram user id
export-any-chat_id = the id of our chat, which is your Telegram user id
export-any-session_id = the guided session it belongs to (sessions.id)
export-any-exercise = the exercise
export-any-undone_at = when it was undone

export-people = You, and your settings as they are now
export-people-id = your Telegram user id
export-people-first_name = your first name on Telegram
export-people-language = the language of your Telegram app
export-people-joined_at = when we met
export-people-agreed_at = when you agreed to the safety line
export-people-set_up_at = when the first questions were answered
export-people-gone_at = when you blocked the bot, while it is blocked
export-people-returned_at = when you came back after that
export-people-reacted_at = when you last wrote or tapped
export-people-zone = your time zone
export-people-hours = your working hours
export-people-interval_minutes = minutes of sitting before a reminder
export-people-places = where you can move
export-people-equipment = what you have at hand
export-people-careful = what you are careful with; it only rules exercises out
export-people-goal = breaks a day that you aim for
export-people-silent = whether reminders come without sound
export-people-asked = the question that your next typed line would answer
export-people-slowed = whether reminders come half as often until you react
export-people-zone_offered = a time zone that was proposed and not confirmed yet
export-people-day_start_minutes = minutes after midnight at which your day begins, for the streak
export-people-auto_done = whether reminders end for the day once the goal is met
export-people-pace = how long holds are: short, normal or long
export-people-goal_told_on = the date on which you were last told that the goal is met
export-people-admitted_at = when you came with an invite
export-people-clips = whether exercises are shown as pictures and clips, or told in text

export-zones = Your time zones, each with since when it holds
export-zones-since = from when on
export-zones-zone = the time zone

export-work_weeks = Your working hours, each with since when they hold
export-work_weeks-since = from when on
export-work_weeks-hours = the hours

export-pauses = Your pauses
export-pauses-start = from when
export-pauses-until = until when it was meant to last
export-pauses-kind = what for: a pause, a meeting, sick, a holiday
export-pauses-made_at = when you asked for it
export-pauses-resumed_at = when you ended it

export-days_done = Done for today: dates without more reminders
export-days_done-date = the date
export-days_done-at = when you said so

export-days_late = Dates on which you worked longer
export-days_late-date = the date
export-days_late-until = until when
export-days_late-at = when you said so

export-days_logged = Days that you added afterwards with /log
export-days_logged-date = the date
export-days_logged-at = when you added it

export-breaks = What you were offered, as a reminder or because you asked, and what became of it
export-breaks-origin = reminder or asked
export-breaks-reason = why these exercises were chosen
export-breaks-offered_at = when it was offered
export-breaks-sitting_since = since when you had been sitting by my count
export-breaks-exercises = the exercises
export-breaks-routine = the routine they belong to
export-breaks-seconds = how long it takes
export-breaks-place = the place you asked for
export-breaks-limit_seconds = how long it might take at most
export-breaks-refused = the exercises you swapped for another
export-breaks-outcome = what became of it
export-breaks-outcome_at = when that was
export-breaks-snoozed_until = until when you put it off

export-withheld = Reminders that fell due and were not sent
export-withheld-due_at = when it was due
export-withheld-at = when it was decided
export-withheld-reason = why not

export-sessions = Guided sessions
export-sessions-break_id = the offer that was started (breaks.id)
export-sessions-exercises = the exercises
export-sessions-levels = the level of each exercise, in the same order
export-sessions-steps = the steps, as JSON
export-sessions-state = which step it was and how long each was held, as JSON
export-sessions-started_at = when it began
export-sessions-ended_at = when it ended
export-sessions-outcome = what became of it

export-completions = Exercises done, wholly or by half; the streak is counted from these
export-completions-level = its level
export-completions-outcome = done or partial
export-completions-at = when
export-completions-date = the date it counts for
export-completions-zone = the time zone you lived in
export-completions-worked_seconds = how long you held or moved
export-completions-planned_seconds = how long it was meant to be

export-retractions = Sessions that you took back with Didn't do it
export-retractions-at = when

export-moves = I just moved
export-moves-at = when
export-moves-date = the date it counts for
export-moves-zone = the time zone you lived in

export-ratings = How you found a session
export-ratings-rating = easy, right or hard
export-ratings-at = when

export-levels = The level of each exercise that was moved by how you found it
export-levels-level = the level

export-favourites = Your favourite exercises
export-favourites-since = since when

export-left_out = Exercises that are not offered to you
export-left_out-why = hurt, hard or never
export-left_out-since = since when
export-left_out-until = until when

export-lessons_seen = Lessons you read
export-lessons_seen-lesson = the lesson
export-lessons_seen-at = when

export-feedbacks = When you passed a line on to the operator; the line itself is not kept
export-feedbacks-at = when

export-due = What is planned: the next reminder or step
export-due-kind = what
export-due-at = when
export-due-lease_until = until when a process has taken it on
export-due-lease = the mark of that process

export-inbox = Messages from you that are not answered yet, or that I failed on
export-inbox-update_id = Telegram's number of it
export-inbox-received_at = when it came
export-inbox-state = waiting or parked
export-inbox-body = the message as Telegram sent it
export-inbox-error = what went wrong

export-outbox = Messages to you that are not sent yet
export-outbox-importance = the lower, the sooner it is sent
export-outbox-made_at = when it was made
export-outbox-expires_at = when it is no longer worth sending
export-outbox-body = the message
export-outbox-process = which process of the bot sends it

export-slots = Messages in our chat that change in place
export-slots-slot = what the message shows
export-slots-message_id = Telegram's number of the message
export-slots-at = since when
export-slots-drawn = whether it shows a drawn exercise

export-groups_told = Groups that were told that the bot works one to one; never yours, since this is not a group
export-groups_told-at = when
