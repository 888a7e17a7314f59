package redline

// Classify is classify, for the benchmark of its share of Compare.
var Classify = classify
