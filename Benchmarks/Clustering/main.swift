ClusteringBenchmark.run(arguments: Array(CommandLine.arguments.dropFirst()))
