QualityLab.run(arguments: Array(CommandLine.arguments.dropFirst()))
