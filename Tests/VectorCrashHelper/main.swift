import Core
import Glibc
import VectorFixtures
import Vectors

// Goes on with a seeded life of a vector index, writing the number of each acknowledged change to
// standard output, in a process that kills itself before the n-th change of a kind to the file
// system (create, append, write, synchronise, rename, remove, cut):
//
//   semblance-vectors-crash SEED FOLDER [KIND N]
//
// Without a kind it lives. Whoever lives to the end writes how many changes of each kind there were.

let arguments = CommandLine.arguments
guard arguments.count == 3 || arguments.count == 5, let seed = UInt64(arguments[1]) else {
  exit(64)
}
var (kind, number): (DiskChange?, Int) = (nil, 0)
if arguments.count == 5 {
  guard let named = DiskChange(rawValue: arguments[3]), let count = Int(arguments[4]) else {
    exit(64)
  }
  (kind, number) = (named, count)
}
exit(
  CrashingRun(seed: seed, folder: FilePath(arguments[2]), kind: kind, killBefore: number)
    .exitCode())
