print("Straße".casefold(), "ΣΊΣΥΦΟΣ".casefold(), "HeLLo".casefold())  # expect: strasse σίσυφοσ hello
print("STRASSE".casefold() == "straße".casefold())  # expect: True
