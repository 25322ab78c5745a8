# /feedback: a line to the operator.

feedback-ask =
    What shall I pass on to the operator of this bot? Type it as your next message, { $most } characters at most.
    Your first name and Telegram id go with it, so that they can answer.
feedback-passed-on =
    Passed on to the operator, with your first name and Telegram id:
    <blockquote>{ $words }</blockquote>
    I don't keep it myself.
feedback-too-long = That is { $length } characters, and I can pass on { $most }. Please send it again, shorter. For example: <code>/feedback The clock in my reminder is wrong.</code>
feedback-enough = That makes { $most } within a day, more than that I don't pass on. Please try again tomorrow.
feedback-nobody = Thank you, but whoever runs this bot has not told me where to pass that on, and I don't know how else to reach them. I have not kept it.
feedback-never-mind = Never mind
feedback-dropped = Nothing was passed on. /feedback whenever you like.
feedback-to-operator =
    Feedback from <a href="tg://user?id={ $id }">{ $name }</a> ({ $id }):
    <blockquote>{ $words }</blockquote>
