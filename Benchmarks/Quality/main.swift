QualityBenchmark.run(arguments: Array(CommandLine.arguments.dropFirst()))
