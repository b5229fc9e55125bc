// `swift run -c release benchmarks`: measures what design asks for and prints a table.
print("name")
