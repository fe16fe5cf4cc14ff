import sys

sys.stdout.write("no newline at the end, yet written\n")
print("and this", end="\n")
{}["missing"]  # expect error: KeyError: 'missing'

# expect:
# no newline at the end, yet written
# and this
