"""Benchmarks: each number beside something run on the same machine in the same minute."""
