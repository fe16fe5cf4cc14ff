import os
os.environ["TAIPAN_TEST"] = "yes"
print(os.environ["TAIPAN_TEST"], os.getenv("TAIPAN_TEST"))  # expect: yes yes
print(os.getenv("TAIPAN_NONE"), os.environ.get("TAIPAN_NONE", "d"))  # expect: None d
print("TAIPAN_TEST" in os.environ, os.getenv("TAIPAN_NONE", 5))  # expect: True 5
del os.environ["TAIPAN_TEST"]
print(os.getenv("TAIPAN_TEST"))  # expect: None
try:
    os.environ["TAIPAN_NONE"]
except KeyError as e:
    print(e)  # expect: 'TAIPAN_NONE'
try:
    os.environ["TAIPAN_TEST"] = 5
except TypeError as e:
    print(e)  # expect: str expected, not int
