import CLI
import CommandKit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

Interruption.install()
exit(await SemblanceProgram.program.run().rawValue)
