"""Words of time: a text is dated by them, not about them."""

DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
]  # fmt: skip
PLURAL_DAYS = [day + "s" for day in DAYS]
SHORT = [*(month[:3] for month in MONTHS), "sept", "today", "yesterday", "tomorrow", "tonight"]
CALENDAR_WORDS = frozenset([*DAYS, *PLURAL_DAYS, *MONTHS, *SHORT])
SPANS = ["minute", "hour", "day", "week", "month", "year", "decade", "century", "season", "time"]
SPAN_PLURALS = [*(word + "s" for word in SPANS), "centuries"]
PARTS = ["morning", "afternoon", "evening", "night", "spring", "summer", "autumn", "winter"]
CLOCK = ["est", "edt", "gmt", "a.m", "a.m.", "p.m", "p.m."]
TIME_WORDS = CALENDAR_WORDS | {*SPANS, *SPAN_PLURALS, *PARTS, *CLOCK}
