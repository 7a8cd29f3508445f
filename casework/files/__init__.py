"""Files that belong to cases: kept byte for byte under random names, outside the web root.

documents  the rows
store      writing and reading the bytes
content    what a file really is: by its bytes and by its name
"""
