import os

print(os.path.basename(__file__))  # expect: file_is_the_script.py
print(os.path.exists(__file__))  # expect: True
