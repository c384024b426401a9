// In the bundle, in place of the modules by which commander would load more of Node than it needs.
module.exports = process;
