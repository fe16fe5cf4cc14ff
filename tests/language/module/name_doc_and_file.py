"""About this module."""
print(__name__, __doc__, __file__.endswith("name_doc_and_file.py"), __package__, __spec__)
# expect: __main__ About this module. True None None
if __name__ == "__main__":
    print("run as a script")  # expect: run as a script
