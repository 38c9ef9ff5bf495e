VectorBenchmark.run(arguments: Array(CommandLine.arguments.dropFirst()))
