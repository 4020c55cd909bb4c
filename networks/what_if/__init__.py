"""Networks as they would be if: something closed, something dearer, one service more, prices of one's own."""
