HammingBenchmark.run(arguments: Array(CommandLine.arguments.dropFirst()))
