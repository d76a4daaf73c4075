using Keyaki.Kernel;
using Keyaki.Web;

return await Keyaki.Web.Commands.Run(args);
