// Hamming
